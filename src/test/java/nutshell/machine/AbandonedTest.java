package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedTest {

    /** Linux gives out none above 4194304. */
    private static final long NOBODY = 4_194_305;

    @TempDir
    private Path temp = Path.of("");

    private Folders learners() {
        return new Folders(temp.resolve("cache"), temp.resolve("state/lab"), temp.resolve("run/lab"));
    }

    @Test
    void what_a_killed_test_left_is_removed_and_nothing_else() throws IOException {
        Folders learners = learners().made();
        Folders killed = learners.beside("test-" + NOBODY).made();
        Folders living =
                learners.beside("test-" + ProcessHandle.current().pid()).made();
        Files.writeString(killed.run().resolve("console"), "x");
        Files.createDirectory(learners.run().resolveSibling("lab-test-of-mine"));

        List<String> removed = new Abandoned(learners).remove();

        assertEquals(List.of("directory " + killed.run(), "directory " + killed.state()), removed);
        assertFalse(Files.exists(killed.run()) || Files.exists(killed.state()));
        assertTrue(Files.exists(living.run()) && Files.exists(living.state()) && Files.exists(learners.run()));
        assertTrue(Files.exists(learners.run().resolveSibling("lab-test-of-mine")));
    }

    @Test
    void where_there_is_no_machine_nothing_is_removed() {
        assertEquals(List.of(), new Abandoned(learners()).remove());
    }
}
