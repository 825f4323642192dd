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

/** A Docker daemon beside the machine's own. */
final class PrivateDocker implements PrivateEngine {

    /** Of its own: without a name the daemon takes docker0, and told to have none it removes docker0, whosesoever it is. */
    private static final String BRIDGE = "dtrial0";

    private final Path directory;
    private final Process daemon;

    PrivateDocker() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("docker", "dockerd", "runc", "busybox", "ip");
        Commands.run("ip", "link", "add", BRIDGE, "type", "bridge").wellDone();
        Commands.run("ip", "address", "add", "10.254.77.1/24", "dev", BRIDGE).wellDone();
        directory = Files.createTempDirectory("docker-on-trial");
        daemon = new ProcessBuilder(
                        "dockerd",
                        "--host",
                        host(),
                        "--bridge",
                        BRIDGE,
                        "--iptables=false",
                        "--ip6tables=false",
                        "--data-root",
                        at("data"),
                        "--exec-root",
                        at("exec"),
                        "--pidfile",
                        at("pid"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        for (int i = 0; i < 200 && docker("version").status() != 0; i++) {
            LockSupport.parkNanos(100_000_000);
        }
        if (docker("version").status() != 0) {
            String log = Files.readString(directory.resolve("log"));
            close();
            abort("dockerd does not start here: " + log);
        }
    }

    @Override
    public String word() {
        return "docker";
    }

    @Override
    public String host() {
        return "unix://" + directory.resolve("docker.sock");
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
    public Commands.Result run(List<String> arguments) {
        return docker(arguments.toArray(String[]::new));
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    Commands.Result docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
        command.addAll(List.of(arguments));
        return Commands.run("", System.getenv(), command);
    }

    /** Removes every container before the daemon goes: what holds one would stay behind without it. */
    @Override
    public void close() throws IOException {
        Commands.run("sh", "-c", "docker -H " + host() + " ps -aq | xargs -r docker -H " + host() + " rm -f -v");
        daemon.destroy();
        try {
            if (!daemon.waitFor(30, TimeUnit.SECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Commands.run("ip", "link", "delete", BRIDGE);
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
