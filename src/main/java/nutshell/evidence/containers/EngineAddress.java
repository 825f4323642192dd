package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Where an engine may listen.
 *
 * @param label what its containers' names start with: {@code docker}, or {@code docker@1000} for that user's own
 * @param asked whether somebody named it, so that its absence is worth a word
 * @param elsewhere why it cannot be read from here, where that is clear without trying
 */
public record EngineAddress(String label, Engine engine, Path socket, boolean asked, Optional<String> elsewhere) {

    /** What an engine is called that has not said who it is, at an address that does not tell either. */
    static final String UNKNOWN = "engine";

    private static final String UNIX = "unix://";

    public EngineAddress(String label, Engine engine, Path socket, boolean asked) {
        this(label, engine, socket, asked, Optional.empty());
    }

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
        return new EngineAddress(path.contains(engine.word()) ? engine.word() : UNKNOWN, engine, Path.of(path), true);
    }

    /** All that may listen here: whom the environment or a context names, root's, and each user's own. */
    public static List<EngineAddress> ofThisMachine(Engine engine, Map<String, String> environment) {
        Map<Path, EngineAddress> found = new LinkedHashMap<>();
        List<EngineAddress> all = new ArrayList<>();
        named(engine, environment).ifPresent(all::add);
        String inRuntime = engine == Engine.DOCKER ? "docker.sock" : "podman/podman.sock";
        Path ofRoot = Path.of(engine == Engine.DOCKER ? "/run/docker.sock" : "/run/podman/podman.sock");
        all.add(new EngineAddress(engine.word(), engine, ofRoot, false));
        for (Path user : users()) {
            all.add(new EngineAddress(
                    engine.word() + "@" + user.getFileName(), engine, user.resolve(inRuntime), false));
        }
        if (engine == Engine.DOCKER) {
            all.addAll(DockerContexts.of(environment).others());
        }
        for (EngineAddress each : all) {
            boolean counts = each.asked() || each.label().equals(engine.word()) || Files.exists(each.socket());
            if (counts) {
                found.putIfAbsent(real(each.socket()), each);
            }
        }
        return List.copyOf(found.values());
    }

    /** The one that the engine's own client would ask now. */
    private static Optional<EngineAddress> named(Engine engine, Map<String, String> environment) {
        String name = engine == Engine.DOCKER ? "DOCKER_HOST" : "CONTAINER_HOST";
        String variable = environment.getOrDefault(name, "");
        if (!variable.isEmpty()) {
            return Optional.of(of(engine, engine.word(), name, variable, true));
        }
        return engine == Engine.DOCKER ? DockerContexts.of(environment).current() : Optional.empty();
    }

    /** Of an address as clients write it; one on another machine says so. */
    static EngineAddress of(Engine engine, String label, String from, String address, boolean asked) {
        if (address.startsWith(UNIX + "/")) {
            return new EngineAddress(label, engine, Path.of(address.substring(UNIX.length())), asked);
        }
        String where = Printable.text(address.replaceFirst("//[^/@]*@", "//"), 200);
        return new EngineAddress(
                engine.word() + " at " + where,
                engine,
                Path.of("/" + from),
                asked,
                Optional.of("%s is %s, an engine whose processes are not in this machine's /proc; run nutshell there"
                        .formatted(from, where)));
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
