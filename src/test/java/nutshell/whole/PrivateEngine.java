package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An engine of a test's own: its data, sockets and containers go with it, and the machine's engine never notices. */
abstract class PrivateEngine implements AutoCloseable {

    /** In an emulated machine a container takes a minute to start when its engine was just started too. */
    private static final int LIMIT_SECONDS = 300;

    private final Path directory;
    private final TopGroups before = TopGroups.now();
    private final Process daemon;
    private final Path onDisk;

    /** Starts what listens, with its output in a file. */
    PrivateEngine(Path directory, List<String> daemon) throws IOException {
        this.directory = directory;
        this.onDisk = Files.createTempDirectory(Path.of("/var/tmp"), "engine-on-trial");
        this.daemon = new ProcessBuilder(daemon)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** What its containers' names start with in reports. */
    abstract String word();

    /** The client's command, up to the words that say what to do. */
    abstract List<String> client();

    /** Removes every container: what holds one would stay behind without its engine. */
    abstract void removeContainers();

    /** Where it listens, {@code unix:///…}. */
    final String host() {
        return host(directory);
    }

    static String host(Path directory) {
        return "unix://" + directory.resolve("engine.sock");
    }

    final Path directory() {
        return directory;
    }

    /** Where its containers' files lie. */
    final Path data() {
        return directory.resolve("data");
    }

    /** A directory that goes with the engine, and does not lie in memory. */
    final Path onDisk() {
        return onDisk;
    }

    /** What every container needs on a machine that may not raise limits. */
    List<String> always() {
        return List.of();
    }

    final Commands.Result run(String... arguments) {
        return run(List.of(arguments));
    }

    final Commands.Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(client());
        command.addAll(arguments);
        return Commands.run("", System.getenv(), command, LIMIT_SECONDS);
    }

    /** An image that holds busybox alone, and sleeps. */
    final void busyboxImage(String name) throws IOException {
        Path tar = Busybox.tar(directory);
        run("import", "--change", "CMD [\"/bin/sleep\",\"100000\"]", tar.toString(), name)
                .wellDone();
    }

    /** Waits until it answers, or ends the test where it cannot run. */
    final void awaitAnswer(String... question) throws IOException {
        for (int i = 0; i < 600 && daemon.isAlive() && asked(question).status() != 0; i++) {
            LockSupport.parkNanos(100_000_000);
        }
        if (asked(question).status() != 0) {
            String log = Files.readString(directory.resolve("log"));
            close();
            abort(word() + " does not start here: " + log);
        }
    }

    private static Commands.Result asked(String... question) {
        return Commands.run("", System.getenv(), List.of(question), LIMIT_SECONDS);
    }

    @Override
    public void close() throws IOException {
        removeContainers();
        daemon.destroy();
        try {
            if (!daemon.waitFor(30, TimeUnit.SECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        before.restore();
        // What Podman starts at a container's end mounts its store again, also after the container is gone.
        int status = remove();
        for (int i = 0; i < 100 && status != 0; i++) {
            LockSupport.parkNanos(100_000_000);
            status = remove();
        }
        assertEquals(0, status, "what is left of " + directory);
    }

    private int remove() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String point = line.split(" ", -1)[1];
            if (point.startsWith(directory + "/")) {
                Commands.run("umount", "-l", point);
            }
        }
        return Commands.run("rm", "-rf", "--one-file-system", directory.toString(), onDisk.toString())
                .status();
    }
}
