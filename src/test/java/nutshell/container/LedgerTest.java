package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    private Path temp = Path.of("");

    @Test
    void reads_an_entry_with_blanks_in_its_path() {
        assertEquals(Optional.of(new Ledger.Entry(Ledger.Kind.TREE, "/a b/c")), Ledger.Entry.parse("TREE /a b/c"));
    }

    @Test
    void reads_nothing_into_a_word_cut_short() {
        for (String line : List.of("", " ", "T", "TREE", " TREE /a", "tree /a", "DISK /a")) {
            assertEquals(Optional.empty(), Ledger.Entry.parse(line), line);
        }
    }

    @Test
    void writes_each_thing_once_in_the_order_of_making() {
        try (Ledger ledger = Ledger.create(temp.resolve("run"), "ab12")) {
            ledger.willMake(Ledger.Kind.TREE, "/trees/ab12");
            ledger.willMake(Ledger.Kind.CGROUP, "/groups/ab12");
            ledger.willMake(Ledger.Kind.TREE, "/trees/ab12");

            assertEquals(
                    List.of(
                            new Ledger.Entry(Ledger.Kind.TREE, "/trees/ab12"),
                            new Ledger.Entry(Ledger.Kind.CGROUP, "/groups/ab12")),
                    ledger.entries());
        }
    }

    @Test
    void forgets_a_last_line_that_the_kill_cut_short() throws IOException {
        try (Ledger ledger = Ledger.create(temp.resolve("run"), "ab12")) {
            ledger.willMake(Ledger.Kind.TREE, "/trees/ab12");
            // Half of "CGROUP /groups/ab12/c1": a path all the same, and one that holds more than was made.
            Files.writeString(ledger.directory().resolve("ledger"), "CGROUP /groups", StandardOpenOption.APPEND);

            assertEquals(List.of(new Ledger.Entry(Ledger.Kind.TREE, "/trees/ab12")), ledger.entries());
        }
    }

    @Test
    void is_for_its_owners_eyes_and_gone_with_its_session() throws IOException {
        Path directory;
        try (Ledger ledger = Ledger.create(temp.resolve("run"), "ab12")) {
            directory = ledger.directory();
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
            assertEquals(Optional.empty(), Ledger.ofDeadSession(directory).map(Ledger::entries));
            ledger.forget();
        }
        assertFalse(Files.exists(directory));
    }

    @Test
    void a_session_that_was_killed_leaves_its_ledger_to_whoever_cleans() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("run/dead"));
        Files.writeString(directory.resolve("ledger"), "TREE /trees/dead\nCGRO");

        try (Ledger ledger = Ledger.ofDeadSession(directory).orElseThrow()) {
            assertEquals(List.of(new Ledger.Entry(Ledger.Kind.TREE, "/trees/dead")), ledger.entries());
            ledger.forget();
        }
        assertFalse(Files.exists(directory));
    }

    @Test
    void what_could_not_be_removed_is_still_written_down_for_the_next_who_cleans() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("run/dead"));
        Files.writeString(directory.resolve("ledger"), "TREE /trees/dead\n");

        Ledger.ofDeadSession(directory).orElseThrow().close();

        try (Ledger again = Ledger.ofDeadSession(directory).orElseThrow()) {
            assertEquals(List.of(new Ledger.Entry(Ledger.Kind.TREE, "/trees/dead")), again.entries());
        }
    }

    @Test
    void a_session_that_has_only_begun_is_no_dead_one() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("run/young"));

        assertEquals(Optional.empty(), Ledger.ofDeadSession(directory).map(Ledger::entries));
    }
}
