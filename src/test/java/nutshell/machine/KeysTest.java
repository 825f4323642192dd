package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needs() {
        assumeTrue(Tool.onPath("ssh-keygen"), "needs ssh-keygen: apt install openssh-client");
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void are_made_once_and_known_by_the_machines_name() throws IOException {
        new Keys(folder).made();
        String client = text("client_key");

        Keys again = new Keys(folder).made();

        assertEquals(client, text("client_key"));
        assertEquals("nutshell-lab " + text("host_key.pub"), Files.readString(again.knownHosts()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(again.client())));
    }

    @Test
    void a_key_whose_making_was_killed_before_its_public_half_was_there_is_made_anew() throws IOException {
        new Keys(folder).made();
        String half = text("host_key");
        Files.delete(folder.resolve("host_key.pub"));
        Files.writeString(folder.resolve("client_key.half"), "cut sho");
        Files.delete(folder.resolve("client_key"));

        new Keys(folder).made();

        assertNotEquals(half, text("host_key"));
        assertTrue(text("host_key.pub").startsWith("ssh-ed25519 "));
        assertTrue(text("client_key").contains("OPENSSH PRIVATE KEY"));
        assertFalse(Files.exists(folder.resolve("client_key.half")));
    }
}
