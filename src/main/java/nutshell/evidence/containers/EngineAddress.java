package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Where an engine may listen.
 *
 * @param label what its containers' names start with: {@code docker}, or {@code docker@1000} for that user's own
 * @param asked whether somebody named it, so that its absence is worth a word
 */
public record EngineAddress(String label, Engine engine, Path socket, boolean asked) {

    private static final String UNIX = "unix://";

    /** Takes {@code unix:///run/docker.sock}, or a path. */
    public static EngineAddress parse(String uri) {
        String path = uri.startsWith(UNIX) ? uri.substring(UNIX.length()) : uri;
        if (!path.startsWith("/")) {
            throw Refusal.usage(
                    "'" + Printable.text(uri, 200)
                            + "' is no socket of this machine: expected unix:///PATH (containers elsewhere are not in our /proc)",
                    "nutshell check --runtime-socket unix:///run/user/1000/docker.sock");
        }
        Engine engine = path.contains("podman") ? Engine.PODMAN : Engine.DOCKER;
        return new EngineAddress(engine.word(), engine, Path.of(path), true);
    }

    /** All that may listen here: whom the environment or a context names, root's, and each user's own. */
    public static List<EngineAddress> ofThisMachine(Engine engine, Map<String, String> environment) {
        Map<Path, EngineAddress> found = new LinkedHashMap<>();
        for (Path socket : named(engine, environment)) {
            found.put(real(socket), new EngineAddress(engine.word(), engine, socket, true));
        }
        String inRuntime = engine == Engine.DOCKER ? "docker.sock" : "podman/podman.sock";
        Path ofRoot = Path.of(engine == Engine.DOCKER ? "/run/docker.sock" : "/run/podman/podman.sock");
        found.putIfAbsent(real(ofRoot), new EngineAddress(engine.word(), engine, ofRoot, false));
        for (Path user : users()) {
            Path socket = user.resolve(inRuntime);
            if (Files.exists(socket)) {
                found.putIfAbsent(
                        real(socket),
                        new EngineAddress(engine.word() + "@" + user.getFileName(), engine, socket, false));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> named(Engine engine, Map<String, String> environment) {
        List<Path> named = new ArrayList<>();
        String variable = environment.getOrDefault(engine == Engine.DOCKER ? "DOCKER_HOST" : "CONTAINER_HOST", "");
        if (!variable.isEmpty()) {
            local(variable).ifPresent(named::add);
        } else if (engine == Engine.DOCKER) {
            context(environment).flatMap(EngineAddress::local).ifPresent(named::add);
        }
        return named;
    }

    private static Optional<Path> local(String address) {
        return address.startsWith(UNIX + "/")
                ? Optional.of(Path.of(address.substring(UNIX.length())))
                : Optional.empty();
    }

    /** The address of docker's current context, which {@code docker context use} wrote down. */
    private static Optional<String> context(Map<String, String> environment) {
        Path docker = Path.of(
                environment.getOrDefault("DOCKER_CONFIG", environment.getOrDefault("HOME", "/root") + "/.docker"));
        String name = environment.getOrDefault("DOCKER_CONTEXT", "");
        String current = name.isEmpty()
                ? Documents.json(docker.resolve("config.json"))
                        .fact()
                        .map(config -> config.path("currentContext").asText(""))
                        .orElse("")
                : name;
        Path contexts = docker.resolve("contexts/meta");
        if (current.isEmpty() || current.equals("default") || !Files.isDirectory(contexts)) {
            return Optional.empty();
        }
        try (Stream<Path> metas = Files.list(contexts)) {
            return metas.limit(200)
                    .flatMap(meta -> Documents.json(meta.resolve("meta.json")).fact().stream())
                    .filter(meta -> meta.path("Name").asText("").equals(current))
                    .map(EngineAddress::host)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String host(JsonNode meta) {
        return meta.path("Endpoints").path("docker").path("Host").asText("");
    }

    private static List<Path> users() {
        try (Stream<Path> users = Files.list(Path.of("/run/user"))) {
            return users.filter(user -> String.valueOf(user.getFileName()).matches("[0-9]{1,10}"))
                    .sorted()
                    .limit(1000)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Path real(Path socket) {
        try {
            return socket.toRealPath();
        } catch (IOException e) {
            return socket.toAbsolutePath().normalize();
        }
    }
}
