package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever step a shell had reached when it was killed: what comes after it finds all that it made. */
@Tag("whole")
class KilledShellTest {

    private static final Path RECIPE = WholeProgram.CHECKOUT.resolve("labs/recipes/isolated.nut");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeAll
    static void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    static List<String> lines() {
        try {
            return Files.readAllLines(RECIPE).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps done before the kill, and what cleans up: the command for it in even rounds, the next start in odd ones. */
    static Stream<Arguments> rounds() {
        return IntStream.rangeClosed(0, lines().size())
                .boxed()
                .flatMap(steps -> Stream.of(Arguments.of(steps, true), Arguments.of(steps, false)));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void leaves_nothing_for_long(int steps, boolean byClean) throws IOException {
        try (LiveShell shell = new LiveShell(program)) {
            lines().subList(0, steps).forEach(shell::done);
            if (steps == 0) {
                shell.done("steps");
            }
            shell.kill();
        }

        cleanUp(byClean);

        program.before().requireAgain();
        assertEquals(List.of(), program.sessionTrees());
    }

    private void cleanUp(boolean byClean) {
        Commands.Result result = byClean ? program.run("clean") : program.batch(List.of("steps"));
        result.wellDone();
        assertTrue((result.out() + result.err()).contains("session "), result.out() + result.err());
    }

    static Stream<Boolean> ways() {
        return Stream.of(true, false);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void takes_its_programs_with_it_before_anyone_cleans_up(boolean byClean) throws IOException {
        long[] started = new long[2];
        try (LiveShell shell = new LiveShell(program)) {
            lines().forEach(shell::done);
            started[0] = shell.background("sh -c \"sleep 70 & sleep 71\"");
            shell.done("container plain");
            started[1] = shell.background("sleep 72");
            shell.kill();
        }

        for (long pid : started) {
            awaitEnd(pid);
        }
        cleanUp(byClean);
        program.before().requireAgain();
    }

    private static void awaitEnd(long pid) {
        Path process = Path.of("/proc/" + pid);
        for (int i = 0; i < 200 && Files.exists(process); i++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertFalse(Files.exists(process), "process " + pid + " outlived its shell");
    }
}
