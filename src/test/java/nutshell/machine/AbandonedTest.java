package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    /** What the learner's machine has beside it, of which nobody tells as yet. */
    private Folders begun() throws IOException {
        Folders learners = learners().made();
        for (String name : List.of(Lab.LOCK, "program.squashfs", "asleep", "pid")) {
            Files.writeString(learners.run().resolve(name), "1");
        }
        return learners;
    }

    @Test
    void what_a_killed_start_of_the_learners_machine_left_is_removed() throws IOException {
        Folders learners = begun();

        new Abandoned(learners).remove();

        assertEquals(List.of(learners.run().resolve(Lab.LOCK)), files(learners.run()));
    }

    @Test
    void a_machine_that_is_up_is_left_alone() throws IOException {
        Folders learners = begun();
        long us = ProcessHandle.current().pid();
        new Running(us, Running.startOf(us).orElseThrow(), 22, "core", "core-amd64-1", "tcg").writeTo(learners.run());
        List<Path> before = files(learners.run());

        assertEquals(List.of(), new Abandoned(learners).remove());

        assertEquals(before, files(learners.run()));
    }

    @Test
    void an_image_that_was_half_made_is_removed_and_a_whole_one_is_not() throws IOException {
        Folders learners = learners().made();
        Path half = Files.createDirectory(learners.cache().resolve("core-amd64-1.half-" + NOBODY));
        Path whole = Files.createDirectory(learners.cache().resolve("core-amd64-1"));

        assertEquals(List.of("directory " + half), new Abandoned(learners).remove());

        assertFalse(Files.exists(half));
        assertTrue(Files.exists(whole));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> there = Files.list(folder)) {
            return there.sorted().toList();
        }
    }

    @Test
    void where_there_is_no_machine_nothing_is_removed() {
        assertEquals(List.of(), new Abandoned(learners()).remove());
    }
}
