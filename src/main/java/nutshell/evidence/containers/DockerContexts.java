package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.Documents;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Printable;

/**
 * The engines that docker's command line knows by name, which {@code docker context create} wrote down.
 *
 * @param chosen the context in use; empty for the default
 */
record DockerContexts(String chosen, List<Context> contexts) {

    private static final int MOST = 200;

    /** One of them; the host as docker writes it, {@code unix:///run/user/1000/docker.sock}. */
    record Context(String name, String host) {}

    DockerContexts {
        contexts = List.copyOf(contexts);
    }

    static DockerContexts of(Map<String, String> environment) {
        Path docker = Path.of(
                environment.getOrDefault("DOCKER_CONFIG", environment.getOrDefault("HOME", "/root") + "/.docker"));
        String variable = environment.getOrDefault("DOCKER_CONTEXT", "");
        String chosen = variable.isEmpty()
                ? Documents.json(docker.resolve("config.json"))
                        .fact()
                        .map(config -> config.path("currentContext").asText(""))
                        .orElse("")
                : variable;
        return new DockerContexts(chosen.equals("default") ? "" : chosen, read(docker.resolve("contexts/meta")));
    }

    private static List<Context> read(Path directory) {
        try (Stream<Path> metas = Files.list(directory)) {
            return metas.sorted()
                    .limit(MOST)
                    .flatMap(meta -> Documents.json(meta.resolve("meta.json")).fact().stream())
                    .map(meta -> new Context(
                            meta.path("Name").asText(""),
                            meta.path("Endpoints").path("docker").path("Host").asText("")))
                    .toList();
        } catch (IOException e) {
            // Whoever never made a context has no such directory.
            return List.of();
        }
    }

    /** The one in use; where it is not written down, an address that says so. */
    Optional<EngineAddress> current() {
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        String from = "docker context " + Printable.text(chosen, 100);
        return Optional.of(contexts.stream()
                .filter(context -> context.name.equals(chosen))
                .findFirst()
                .map(context -> EngineAddress.of(Engine.DOCKER, "docker", from, context.host, true))
                .orElseGet(() -> new EngineAddress(
                        from,
                        Engine.DOCKER,
                        Path.of("/" + from.replace('/', ' ')),
                        true,
                        Optional.of("the context in use is not written down; docker context ls"))));
    }

    /** Those on this machine that are not in use. */
    List<EngineAddress> others() {
        return contexts.stream()
                .filter(context -> !context.name.equals(chosen) && context.host.startsWith("unix:///"))
                .map(context ->
                        EngineAddress.of(Engine.DOCKER, "docker@" + context.name, context.name, context.host, false))
                .toList();
    }
}
