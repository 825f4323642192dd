package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The container engines whose containers inspect, recipe capture and check look at. */
final class Engines {

    private static final PackageName DOCKER = new PackageName("docker.io", "moby-engine", "docker", "docker", "docker");

    private Engines() {}

    static Optional<Finding> dockerSilent(Facts facts) {
        if (!dockerClient(facts) || answers(facts)) {
            return Optional.empty();
        }
        String socket = sockets(facts).get(0);
        Attempt attempt = facts.connect(socket);
        return Optional.of(new Finding(
                "no-docker",
                "inspect, recipe capture and check see no docker: containers, though a docker client is installed.",
                "No engine answers at " + socket + ": " + attempt.said() + ".",
                attempt.said().contains("Permission denied") ? Remedy.open(facts, socket) : start(facts)));
    }

    static Optional<Finding> none(Facts facts) {
        if (facts.program("podman").isPresent() || dockerClient(facts) || answers(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-podman",
                "inspect, recipe capture and check have no real containers to look at.",
                "Neither podman nor docker is installed.",
                Remedy.install(facts, PackageName.of("podman"))));
    }

    private static boolean dockerClient(Facts facts) {
        // Podman's stand-in for docker is a script, and needs no engine.
        return facts.program("docker")
                .flatMap(path -> facts.head(path, 2))
                .filter(head -> head.length == 2 && head[0] != '#')
                .isPresent();
    }

    private static boolean answers(Facts facts) {
        List<String> sockets = sockets(facts);
        // An engine elsewhere (tcp, ssh) is not knocked at without being asked to.
        return sockets.isEmpty()
                || sockets.stream().anyMatch(socket -> facts.connect(socket).worked());
    }

    private static List<String> sockets(Facts facts) {
        Optional<String> chosen = facts.environment("DOCKER_HOST");
        if (chosen.isPresent()) {
            return chosen.stream()
                    .filter(host -> host.startsWith("unix://"))
                    .map(host -> host.substring("unix://".length()))
                    .toList();
        }
        return Stream.concat(
                        Stream.of("/var/run/docker.sock"),
                        facts.environment("XDG_RUNTIME_DIR").map(dir -> dir + "/docker.sock").stream())
                .toList();
    }

    private static String start(Facts facts) {
        String start = facts.exists("/run/systemd/system") ? "systemctl start docker" : "(dockerd >/dev/null 2>&1 &)";
        String installed = facts.program("dockerd").isPresent()
                ? start
                : Distribution.of(facts).install(facts, DOCKER) + " && " + start;
        return Remedy.asRoot(facts, installed);
    }
}
