package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nutshell.container.HostState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each call of each recipe fails once, with each errno of its manual page: what was typed is refused and explained, typed again
 * it is done, the container is the same as ever, and nothing is left. {@code -Dnutshell.faults.seconds=N} has more tried.
 */
@Tag("machine")
class FaultsOnTheKernelTest {

    private static final long SECONDS = Long.getLong("nutshell.faults.seconds", 30);

    /** The emulated machine needs long for its start and for the first time everything is done. */
    private static final long MARGIN = 600;

    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void are_explained_and_leave_nothing() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(
                Files.isExecutable(Path.of("/bin/busybox")) || Files.isExecutable(Path.of("/usr/bin/busybox")),
                "needs busybox");
        HostState before = HostState.now();
        List<String> arguments = new ArrayList<>(List.of(directory.toString(), Long.toString(SECONDS)));
        try (Stream<Path> recipes = Files.list(Path.of("labs/recipes"))) {
            recipes.map(recipe -> recipe.toAbsolutePath().toString()).sorted().forEach(arguments::add);
        }

        String said =
                SweepProcess.run(directory, "nutshell.kernel.Doorman", FaultSweep.class, SECONDS + MARGIN, arguments);

        System.out.println(said);
        before.requireAgain();
        assertFalse(said.contains("FOUND"), said);
        assertTrue(said.contains("; 0 findings"), said);
    }
}
