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
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nutshell.container.HostState;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The program as it is delivered, in a home of the test's own; afterwards nothing of it runs and the machine is as it was
 * before.
 */
final class WholeProgram implements BeforeEachCallback, AfterEachCallback {

    static final Path CHECKOUT = Path.of("").toAbsolutePath();

    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<HostState> before = Optional.empty();
    private Optional<Path> directory = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        assumeTrue(Files.exists(CHECKOUT.resolve("target/nutshell.jar")), "the jar has not been built: mvn verify");
        directory = Optional.of(Files.createTempDirectory("nutshell-whole"));
        before = Optional.of(HostState.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (before.isEmpty()) {
            return;
        }
        try {
            for (AutoCloseable one : open) {
                one.close();
            }
            requireCleanMachine();
        } finally {
            Commands.run("rm", "-rf", "--one-file-system", directory().toString());
        }
    }

    /** Sees to it that this is closed before the machine is compared. */
    <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    static void needsRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    /** A directory of the test's own. */
    Path directory() {
        return directory.orElseThrow();
    }

    HostState before() {
        return before.orElseThrow();
    }

    /** Lets the program find the lab machine's images that the person's own cache has; all else stays in the test's home. */
    void borrowImages() {
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getenv("HOME") + "/.cache");
        Path ours = directory().resolve("home/.cache/nutshell");
        try {
            Files.createDirectories(ours);
            Files.createSymbolicLink(ours.resolve("lab"), Path.of(cache, "nutshell", "lab"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Insists that nothing is left of any session, here or on the machine; another program may be removing it. */
    void requireCleanMachine() throws IOException {
        before().requireAgain();
        for (int i = 0; i < 200 && !sessionTrees().isEmpty(); i++) {
            LockSupport.parkNanos(20_000_000);
        }
        assertEquals(List.of(), sessionTrees());
    }

    private List<String> sessionTrees() throws IOException {
        Path sessions = directory().resolve("home/.cache/nutshell/sessions");
        if (!Files.exists(sessions)) {
            return List.of();
        }
        try (var entries = Files.list(sessions)) {
            return entries.map(Path::toString).toList();
        }
    }

    /** The launcher where there is one, else the jar as the launcher would start it. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(CHECKOUT.resolve("nutshell"))) {
            command.add(CHECKOUT.resolve("nutshell").toString());
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dorg.jline.terminal.provider=jni",
                    "-Dnutshell.home=" + CHECKOUT,
                    "-jar",
                    CHECKOUT.resolve("target/nutshell.jar").toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** A home of its own, and the JDK that runs the tests. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", directory().resolve("home").toString());
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LANG", "C.UTF-8");
        environment.put("TERM", "xterm-256color");
        // The launcher must not build while Maven does.
        environment.put("NUTSHELL_AS_BUILT", "1");
        return environment;
    }

    Commands.Result run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs what an emulated machine takes minutes for. */
    Commands.Result runWithin(int seconds, String... arguments) {
        return Commands.run("", environment(), command(arguments), seconds);
    }

    /** Runs the program with this for standard input. */
    Commands.Result runWith(String input, String... arguments) {
        return Commands.run(input, environment(), command(arguments));
    }

    /** Runs lines of the shell's language. */
    Commands.Result batch(List<String> lines, String... options) {
        List<String> arguments = new ArrayList<>(List.of("shell", "--batch"));
        arguments.addAll(List.of(options));
        return runWith(String.join("\n", lines) + "\n", arguments.toArray(String[]::new));
    }
}
