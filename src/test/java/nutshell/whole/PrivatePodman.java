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

/** Root's Podman with a store of its own, and the service that answers for it. */
final class PrivatePodman implements PrivateEngine {

    private final Path directory;
    private final Process service;

    PrivatePodman() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("podman", "runc", "busybox");
        directory = Files.createTempDirectory("podman-on-trial");
        List<String> command = new ArrayList<>(podman());
        command.addAll(List.of("system", "service", "-t", "0", host()));
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Path socket = directory.resolve("podman.sock");
        for (int i = 0; i < 200 && !Files.exists(socket); i++) {
            LockSupport.parkNanos(100_000_000);
        }
        if (!Files.exists(socket)) {
            String log = Files.readString(directory.resolve("log"));
            close();
            abort("podman's service does not start here: " + log);
        }
    }

    /** runc and cgroupfs work wherever there is a control group at all. */
    private List<String> podman() {
        return List.of(
                "podman",
                "--root",
                data().toString(),
                "--runroot",
                directory.resolve("run").toString(),
                "--tmpdir",
                directory.resolve("tmp").toString(),
                "--runtime",
                "runc",
                "--cgroup-manager",
                "cgroupfs",
                "--events-backend",
                "file");
    }

    @Override
    public String word() {
        return "podman";
    }

    @Override
    public String host() {
        return "unix://" + directory.resolve("podman.sock");
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Path data() {
        return directory.resolve("data");
    }

    @Override
    public List<String> always() {
        return List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024");
    }

    @Override
    public Commands.Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(podman());
        command.addAll(arguments);
        return Commands.run("", System.getenv(), command);
    }

    @Override
    public void close() throws IOException {
        run("rm", "-f", "-a", "-t", "0");
        service.destroy();
        try {
            if (!service.waitFor(30, TimeUnit.SECONDS)) {
                service.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String point = line.split(" ", -1)[1];
            if (point.startsWith(directory + "/")) {
                Commands.run("umount", "-l", point);
            }
        }
        assertEquals(
                0,
                Commands.run("rm", "-rf", "--one-file-system", directory.toString())
                        .status());
    }
}
