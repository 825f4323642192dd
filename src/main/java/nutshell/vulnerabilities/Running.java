package nutshell.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.EngineApi;

/**
 * A container that runs, and the image it was made from.
 *
 * @param image as its owner named it; strangers' text
 * @param id of the image that it runs on
 * @param newer the id that the name stands for by now, where that is another one
 */
public record Running(Engine engine, String container, String image, String id, Optional<String> newer) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DIGEST = "(sha256:)?[0-9a-f]{64}";
    /** A container that has gone between two questions. */
    private static final EngineApi.Reply NOBODY = new EngineApi.Reply(404, MissingNode.getInstance());

    /** Asks an engine which containers run. */
    public static List<Running> with(Engine engine, Path socket) {
        EngineApi api = new EngineApi(engine, socket, PATIENCE);
        List<Running> all = new ArrayList<>();
        for (JsonNode listed : api.get("/containers/json").body()) {
            String id = listed.path("Id").asText("");
            // The list shows an id once another image has taken the name; the container itself still knows its name.
            EngineApi.Reply container = id.matches(DIGEST) ? api.get("/containers/" + id + "/json") : NOBODY;
            if (container.found()) {
                all.add(of(api.engine(), container.body(), image -> named(api, image)));
            }
        }
        return all;
    }

    /** Reads a container's document; of one that was made by an id, no newer one is known. */
    static Running of(Engine engine, JsonNode container, Function<String, Optional<String>> means) {
        String name = container.path("Name").asText("").replaceFirst("^/", "");
        String image = container
                .path("ImageName")
                .asText(container.path("Config").path("Image").asText(""));
        String id = bare(container.path("Image").asText(""));
        return new Running(
                engine, name, image, id, means.apply(image).filter(now -> !now.isEmpty() && !now.equals(id)));
    }

    /** What the name stands for now; nothing where it is no name, or nothing has it any more. */
    private static Optional<String> named(EngineApi api, String image) {
        if (!image.matches("[A-Za-z0-9][A-Za-z0-9_./:@-]{0,254}") || image.contains("..") || image.matches(DIGEST)) {
            return Optional.empty();
        }
        EngineApi.Reply reply = api.get("/images/" + image + "/json");
        return reply.found() ? Optional.of(bare(reply.body().path("Id").asText(""))) : Optional.empty();
    }

    private static String bare(String id) {
        return id.replaceFirst("^sha256:", "");
    }

    /** By which the image can be opened. */
    public String reference() {
        return engine.word() + ":" + id;
    }
}
