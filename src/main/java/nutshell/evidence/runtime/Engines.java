package nutshell.evidence.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Finds containers by name with the engines of this machine. */
public final class Engines {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final boolean root;
    private final PodmanProgram podman;

    Engines(Map<String, String> environment, boolean root, PodmanProgram podman) {
        this.environment = Map.copyOf(environment);
        this.root = root;
        this.podman = podman;
    }

    public static Engines ofThisMachine() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return new Engines(System.getenv(), root, new PodmanProgram("podman", PATIENCE.multipliedBy(3)));
    }

    /** Finds a running container by its name, its id, or the beginning of its id. */
    public RunningContainer find(Engine engine, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")) {
            throw Refusal.usage(
                    "'" + Printable.text(name, 100) + "' cannot be a container's name: expected letters, digits, _ . -",
                    "nutshell inspect " + engine.word() + ":web");
        }
        return socket(engine)
                .map(socket -> new EngineApi(engine, socket, PATIENCE))
                .map(api -> ask(api, name))
                .orElseGet(() -> RunningContainer.parse(engine, name, withoutSocket(engine, name)));
    }

    /** The first that is there; of an engine that does not listen, its first address serves to say so. */
    public Optional<Path> socket(Engine engine) {
        List<Path> candidates = engine.sockets(environment, root);
        Optional<Path> there = candidates.stream().filter(Files::exists).findFirst();
        boolean podmanItself = engine == Engine.PODMAN && podman.isInstalled();
        return there.isPresent() || podmanItself ? there : Optional.of(candidates.get(0));
    }

    private RunningContainer ask(EngineApi api, String name) {
        EngineApi.Reply reply = api.get("/containers/" + name + "/json");
        if (!reply.found()) {
            throw Refusal.failed(
                    "%s has no container '%s': it says \"%s\""
                            .formatted(api.engine().word(), name, reply.message()),
                    suggestion(api, name));
        }
        return RunningContainer.parse(api.engine(), name, reply.body());
    }

    private static String suggestion(EngineApi api, String name) {
        List<String> names = new ArrayList<>();
        for (JsonNode container : api.get("/containers/json").body()) {
            names.add(container.path("Names").path(0).asText("").replaceFirst("^/", ""));
        }
        List<String> nearest = Nearest.to(name, names);
        return nearest.isEmpty()
                ? api.engine().word() + " ps shows what runs"
                : "nutshell inspect " + api.engine().word() + ":" + Printable.text(nearest.get(0), 100);
    }

    /** Podman needs no service to run containers, so often there is none: then the program is asked. */
    private JsonNode withoutSocket(Engine engine, String name) {
        return podman.inspect(name)
                .orElseThrow(() -> Refusal.failed(
                        "%s has no container '%s' of yours".formatted(engine.word(), name),
                        root ? "podman ps shows what runs" : "podman ps; root's containers: sudo nutshell inspect …"));
    }
}
