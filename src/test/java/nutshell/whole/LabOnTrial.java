package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The commands of the lab machine, with a learner's disk of the tests' own; afterwards the machine is down. */
final class LabOnTrial implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    /** A boot where the processor is emulated and other things are going on takes a minute. */
    private static final int LIMIT_SECONDS = 300;

    private final Path state = temporary();
    private boolean ours;

    private static Path temporary() {
        try {
            return Files.createTempDirectory("nutshell-lab");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ours = vm("status").wellDone().out().equals("down\n");
    }

    /** Each test by itself: what is skipped as a whole class is not counted. */
    @Override
    public void beforeEach(ExtensionContext context) {
        assumeTrue(ours, "somebody's lab machine is up; try: ./nutshell vm down");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (ours) {
            vm("down");
        }
        Commands.run("rm", "-rf", "--one-file-system", state.toString());
    }

    /** A directory of the tests' own. */
    Path state() {
        return state;
    }

    Commands.Result vm(String... arguments) {
        return vmWith(Map.of(), arguments);
    }

    Commands.Result vmWith(Map<String, String> more, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(WholeProgram.CHECKOUT.resolve("nutshell").toString(), "vm"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_STATE_HOME", state.toString());
        environment.put("NUTSHELL_AS_BUILT", "1");
        environment.putAll(more);
        return Commands.run("", environment, command, LIMIT_SECONDS);
    }

    /** What a line of sh(1) says inside; it has to end with 0. */
    String inside(String line) {
        Commands.Result result = vm("run", "--", "sh", "-c", line);
        assertEquals(0, result.status(), result.out() + result.err());
        return result.out();
    }
}
