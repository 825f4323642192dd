package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {

    private static final String DEAD = "0123456789ab";

    @TempDir
    Path directory;

    private Places places() {
        return new Places(
                directory.resolve("state/nutshell"),
                directory.resolve("cache/nutshell"),
                directory.resolve("run/nutshell"));
    }

    private Path session(Duration age) throws IOException {
        Path session = Files.createDirectories(places().running().resolve(DEAD));
        Files.createFile(session.resolve("ledger.new"));
        Files.setLastModifiedTime(session, FileTime.from(Instant.now().minus(age)));
        return session;
    }

    private Path tree(String session) throws IOException {
        return Files.createDirectories(
                places().cache().resolve("sessions").resolve(session).resolve("c1/rootfs"));
    }

    @Test
    void removes_a_session_that_was_killed_before_its_ledger_had_a_name() throws IOException {
        Path session = session(Duration.ofMinutes(1));

        assertTrue(new Cleaner(places()).clean().contains("session " + DEAD));

        assertFalse(Files.exists(session));
    }

    @Test
    void leaves_a_session_alone_that_has_only_just_begun() throws IOException {
        Path session = session(Duration.ZERO);
        Path tree = tree(DEAD);

        assertFalse(new Cleaner(places()).clean().contains("session " + DEAD));

        assertTrue(Files.exists(session));
        assertTrue(Files.exists(tree));
    }

    @Test
    void removes_the_trees_of_sessions_that_nobody_knows_any_more() throws IOException {
        Path tree = tree(DEAD);

        new Cleaner(places()).clean();

        assertFalse(Files.exists(tree));
    }

    @Test
    void leaves_what_lies_beside_the_sessions() throws IOException {
        Path lab = Files.createDirectories(places().running().resolve("lab"));
        Files.createFile(lab.resolve("console"));

        assertFalse(new Cleaner(places()).anythingThere());
        new Cleaner(places()).clean();

        assertTrue(Files.exists(lab.resolve("console")));
    }

    @Test
    void leaves_a_living_session_alone() {
        try (Session living = Session.begin(places(), false)) {
            new Cleaner(places()).clean();

            assertEquals(
                    living.id(),
                    HostState.names(places().running()).stream().findFirst().orElse(""));
        }
    }
}
