package nutshell.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Docker daemon beside the machine's own. */
final class PrivateDocker extends PrivateEngine {

    /** Of its own: without a name the daemon takes docker0, and told to have none it removes docker0, whosesoever it is. */
    private static final String BRIDGE = "dtrial0";

    private PrivateDocker(Path directory) throws IOException {
        super(directory, daemon(directory));
    }

    static PrivateDocker start() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("docker", "dockerd", "runc", "busybox", "ip");
        Commands.run("ip", "link", "add", BRIDGE, "type", "bridge").wellDone();
        Commands.run("ip", "address", "add", "10.254.77.1/24", "dev", BRIDGE).wellDone();
        PrivateDocker docker = new PrivateDocker(Files.createTempDirectory("docker-on-trial"));
        docker.awaitAnswer("docker", "--host", docker.host(), "version");
        return docker;
    }

    private static List<String> daemon(Path directory) {
        return List.of(
                "dockerd",
                "--host",
                host(directory),
                "--bridge",
                BRIDGE,
                "--iptables=false",
                "--ip6tables=false",
                "--ip-forward=false",
                "--data-root",
                directory.resolve("data").toString(),
                "--exec-root",
                directory.resolve("exec").toString(),
                "--pidfile",
                directory.resolve("pid").toString());
    }

    @Override
    String word() {
        return "docker";
    }

    @Override
    List<String> client() {
        return List.of("docker", "--host", host());
    }

    @Override
    void removeContainers() {
        List<String> containers = run("ps", "-aq").lines();
        if (!containers.isEmpty()) {
            run(Stream.concat(Stream.of("rm", "-f", "-v"), containers.stream()).toList());
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        Commands.run("ip", "link", "delete", BRIDGE);
    }
}
