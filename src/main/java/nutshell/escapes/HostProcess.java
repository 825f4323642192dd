package nutshell.escapes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import nutshell.container.Preparations;

/** A process of root's on the host that sleeps, and has a directory of the host's open. */
final class HostProcess implements AutoCloseable {

    /** The number under which it has the directory open. */
    static final int OPEN = 9;

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 200_000;

    private final Process process;

    HostProcess(Preparations preparations, Path directory) {
        process = preparations.start(
                List.of("sh", "-c", "exec 9<\"$DIRECTORY\"; exec sleep 86400"),
                Map.of("DIRECTORY", directory.toString()));
        awaitReady();
    }

    /** It is met only once it has the directory open: on a slow machine that is not at once. */
    private void awaitReady() {
        Path open = Path.of("/proc/" + pid() + "/fd/" + OPEN);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(open) && process.isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    int pid() {
        return (int) process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ends within a moment. */
    boolean ends() {
        try {
            return process.waitFor(200, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
