package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nutshell.container.NetworkView;
import nutshell.kernel.Kernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed with its links on the host: clean finds them, and what else the network has of it. */
@Tag("whole")
class KilledNetworkTest {

    private static final List<String> LINES = List.of(
            "bridge nutk0 10.77.249.1/24",
            "nat nutk0",
            "unshare net",
            "link up lo",
            "veth nutk1 eth0 10.77.249.2/24 --bridge nutk0",
            "route default via 10.77.249.1");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
    }

    private static Set<String> ours() {
        return NetworkView.of(Kernel.silent()).interfaces().keySet().stream()
                .filter(name -> name.startsWith("nutk"))
                .collect(Collectors.toSet());
    }

    @Test
    void leaves_a_bridge_that_clean_takes_away() throws IOException {
        try (LiveShell shell = new LiveShell(program, "--on-this-machine")) {
            LINES.forEach(shell::done);
            shell.kill();
        }
        assertTrue(ours().contains("nutk0"), "the kernel takes no bridge away by itself");

        Commands.Result result = program.run("clean").wellDone();

        assertTrue(result.out().contains("link nutk0"), result.out());
        assertTrue(result.out().contains("nat nutk0"), result.out());
        assertFalse(ours().contains("nutk0"));
        program.requireCleanMachine();
    }
}
