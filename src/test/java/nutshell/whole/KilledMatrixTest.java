package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A matrix killed in the middle: clean finds what was prepared on the host, and puts its settings back. */
@Tag("whole")
class KilledMatrixTest {

    /** Longer than any row takes. */
    private static final int ROW_MILLIS = 300;

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
    }

    /** Killed as soon as it tells that it has come to a row. */
    @ParameterizedTest
    @ValueSource(strings = {"host-mount", "device-node", "core-pattern", "release-agent", "shared-mount-propagation"})
    void leaves_nothing_that_clean_does_not_take_away(String row) throws Exception {
        killIn(row, 15);
    }

    /** So many moments of one row; all its system calls are KilledAnywhereTest's. */
    static IntStream moments() {
        int moments = Integer.getInteger("nutshell.matrix.moments", 5);
        return IntStream.range(0, moments).map(moment -> moment * ROW_MILLIS / moments);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void leaves_nothing_whenever_it_is_killed_in_a_row(int millis) throws Exception {
        killIn("core-pattern", millis);
    }

    private void killIn(String row, int millis) throws Exception {
        String before = Files.readString(PATTERN);
        Process matrix = start("escape", "matrix", "--on-this-machine");
        try (var progress = matrix.errorReader()) {
            String line = progress.readLine();
            while (line != null && !line.endsWith("  " + row)) {
                line = progress.readLine();
            }
            assertTrue(line != null, "it never came to " + row);
            TimeUnit.MILLISECONDS.sleep(millis);
        }
        kill(matrix);

        program.run("clean").wellDone();

        assertEquals(before, Files.readString(PATTERN));
        program.requireCleanMachine();
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.command(arguments));
        builder.environment().putAll(program.environment());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** The program alone, which the launcher has become or started: what it has started itself has to end by itself. */
    private static void kill(Process process) throws InterruptedException {
        boolean become = process.info().command().orElse("").endsWith("/java");
        List<ProcessHandle> program = become ? List.of() : process.children().toList();
        process.destroyForcibly();
        program.forEach(ProcessHandle::destroyForcibly);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void an_escape_is_refused_here_unless_it_is_allowed() {
        Commands.Result result = program.run("escape", "run", "host-mount");

        assertEquals(4, result.status(), result.toString());
        assertTrue(result.err().contains("--on-this-machine"), result.err());
    }
}
