package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nutshell.container.Preparations;

/** A process of root's on the host that sleeps, and has a directory of the host's open. */
final class HostProcess implements AutoCloseable {

    /** The number under which it has the directory open. */
    static final int OPEN = 9;

    private final Process process;

    HostProcess(Preparations preparations, Path directory) {
        process = preparations.start(
                List.of("sh", "-c", "exec 9<\"$DIRECTORY\"; exec sleep 86400"),
                Map.of("DIRECTORY", directory.toString()));
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
