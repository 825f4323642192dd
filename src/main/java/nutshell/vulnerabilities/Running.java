package nutshell.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Asks an engine which containers run. */
    public static List<Running> with(Engine engine, java.nio.file.Path socket) {
        EngineApi api = new EngineApi(engine, socket, PATIENCE);
        List<Running> all = new ArrayList<>();
        for (JsonNode container : api.get("/containers/json").body()) {
            all.add(of(api, container));
        }
        return all;
    }

    static Running of(EngineApi api, JsonNode container) {
        String name = container.path("Names").path(0).asText("").replaceFirst("^/", "");
        String image = container.path("Image").asText("");
        String id = bare(container.path("ImageID").asText(""));
        return new Running(api.engine(), name, image, id, named(api, image).filter(now -> !now.equals(id)));
    }

    /** What the name stands for now. An image whose name another one has taken is shown by its id, and is old as well. */
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
