package nutshell.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Root's Podman with a store of its own, and the service that answers for it. */
final class PrivatePodman extends PrivateEngine {

    private static final int ATTEMPTS = 5;

    private PrivatePodman(Path directory) throws IOException {
        super(
                directory,
                Stream.concat(podman(directory).stream(), Stream.of("system", "service", "-t", "0", host(directory)))
                        .toList());
    }

    static PrivatePodman start() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("podman", "runc", "busybox");
        PrivatePodman podman = new PrivatePodman(Files.createTempDirectory("podman-on-trial"));
        podman.awaitAnswer("podman", "--remote", "--url", podman.host(), "version");
        return podman;
    }

    /** runc and cgroupfs work wherever there is a control group at all. */
    private static List<String> podman(Path directory) {
        return List.of(
                "podman",
                "--root",
                directory.resolve("data").toString(),
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
    String word() {
        return "podman";
    }

    @Override
    List<String> client() {
        return podman(directory());
    }

    @Override
    List<String> always() {
        return List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024");
    }

    @Override
    void removeContainers() {
        Commands.Result result = run("rm", "-f", "-a", "-t", "0");
        // Of all at once, one whose namespaces another has joined may come first, and is refused.
        for (int i = 0; i < ATTEMPTS && result.status() != 0; i++) {
            result = run("rm", "-f", "-a", "-t", "0");
        }
    }
}
