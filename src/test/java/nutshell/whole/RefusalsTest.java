package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("whole")
class RefusalsTest {

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeAll
    static void needs() {
        WholeProgram.needsRoot();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sethostname box", "mount -t tmpfs tmpfs /mnt", "pivot_root", "umount /proc"})
    void refuses_what_would_change_the_host(String line) {
        Commands.Result result = program.batch(List.of(line));

        assertEquals(4, result.status());
        assertTrue(result.err().contains("namespace is still the host's"), result.err());
        assertTrue(result.err().contains("try:    unshare"), result.err());
    }

    @Test
    void names_the_nearest_words_for_one_it_does_not_know() {
        Commands.Result result = program.batch(List.of("unshar uts"));

        assertEquals(2, result.status());
        assertTrue(result.err().contains("did you mean unshare"), result.err());
    }

    @Test
    void names_the_file_and_the_line_of_a_mistake() throws IOException {
        Path file = Files.writeString(
                program.directory().resolve("lines.nut"), "# two good lines\nunshare uts\n\nsethostname\n");

        Commands.Result result = program.run("shell", "--batch", file.toString());

        assertEquals(2, result.status());
        assertTrue(result.err().contains(file + ", line 4"), result.err());
        assertTrue(result.err().contains("sethostname NAME"), result.err());
    }

    @Test
    void goes_on_after_a_mistake_when_told_to() {
        Commands.Result result = program.batch(List.of("unshar", "unshare uts", "exec uname -n"), "--keep-going");

        assertEquals(2, result.status());
        assertEquals(program.before().hostname().strip(), result.out().strip());
    }

    @Test
    void says_what_a_missing_root_file_system_lacks() {
        Commands.Result result = program.batch(List.of("rootfs " + program.directory() + "/nowhere"));

        assertTrue(result.status() == 1 || result.status() == 2, "exit " + result.status());
        assertTrue(result.err().contains("/nowhere") && result.err().contains("try:"), result.err());
    }

    @Test
    void shows_no_stack_trace_and_no_escape_sequence_of_a_stranger() throws IOException {
        Path file = Files.writeString(program.directory().resolve("evil.nut"), "\u001b]0;owned\u0007 x\n");

        Commands.Result result = program.run("shell", "--batch", file.toString());

        assertEquals(2, result.status());
        assertTrue(result.err().indexOf('\u001b') < 0 && !result.err().contains("\tat "), result.err());
    }
}
