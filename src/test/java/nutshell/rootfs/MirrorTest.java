package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {

    @TempDir
    Path host;

    @TempDir
    Path tree;

    @Test
    void copies_a_file_with_every_link_on_the_way() throws IOException {
        Path real = Files.createDirectories(host.resolve("usr/bin"));
        Files.writeString(real.resolve("vim"), "vim");
        Modes.set(real.resolve("vim"), 04711);
        Files.createSymbolicLink(host.resolve("bin"), Path.of("usr/bin"));
        Files.createSymbolicLink(real.resolve("vi"), Path.of("../../alternative"));
        Files.createSymbolicLink(host.resolve("alternative"), real.resolve("vim"));

        Mirror mirror = new Mirror(tree);
        mirror.copy(host.resolve("bin/vi"));
        mirror.copy(host.resolve("bin/vim"));

        Path copy = Path.of(tree + host.toString());
        assertEquals(Path.of("usr/bin"), Files.readSymbolicLink(copy.resolve("bin")));
        assertEquals(Path.of("../../alternative"), Files.readSymbolicLink(copy.resolve("usr/bin/vi")));
        assertEquals(real.resolve("vim"), Files.readSymbolicLink(copy.resolve("alternative")));
        assertEquals("vim", Files.readString(copy.resolve("usr/bin/vim")));
        assertEquals(0711, Modes.of(copy.resolve("usr/bin/vim")), "setuid stays outside");
        assertEquals(3, mirror.bytes());
    }

    @Test
    void refuses_links_in_a_circle() throws IOException {
        Files.createSymbolicLink(host.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(host.resolve("b"), Path.of("a"));

        assertThrows(Unfit.class, () -> new Mirror(tree).copy(host.resolve("a")));
    }
}
