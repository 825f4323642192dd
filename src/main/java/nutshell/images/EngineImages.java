package nutshell.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.EngineApi;
import nutshell.evidence.runtime.Engines;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.ImageArchive;

/** Images that an engine keeps, had from it as an archive over its API. */
record EngineImages(Function<Engine, EngineApi> apis) {

    /** An engine packs a layer before it sends its first byte. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static EngineImages ofThisMachine() {
        return new EngineImages(engine -> new EngineApi(
                engine,
                Engines.ofThisMachine()
                        .socket(engine)
                        .orElseThrow(() -> Refusal.machine(
                                engine.word() + " has no service listening, which alone hands out images",
                                engine.starts() + ", or: podman save -o image.tar NAME")),
                PATIENCE));
    }

    /** Finds an image by its name or id, or the one a container of that name was made from. */
    OpenImage open(Engine engine, String name, Path room) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_./:@-]{0,254}") || name.contains("..")) {
            throw Refusal.usage(
                    "'" + Printable.text(name, 100)
                            + "' cannot be an image's name: expected letters, digits, / : @ _ . -",
                    "nutshell image show " + engine.word() + ":debian:12");
        }
        EngineApi api = apis.apply(engine);
        JsonNode found = find(api, name);
        List<String> digests = new ArrayList<>();
        found.path("RepoDigests").forEach(digest -> digests.add(digest.asText("")));
        String reference = engine.word() + ":" + name;
        ImageArchive archive =
                api.stream("/images/" + id(api, found) + "/get", tar -> ImageArchive.of(reference, tar, room));
        OpenImage image = new OpenImage(reference, archive, List.copyOf(digests), name.contains("@sha256:"));
        if (image.pinned()) {
            require(image, name.substring(name.indexOf('@') + 1));
        }
        return image;
    }

    /** An engine looks images up by digest itself; what it then hands out is looked at all the same. */
    private static void require(OpenImage image, String digest) {
        if (image.digests().stream().noneMatch(known -> known.endsWith(digest))) {
            image.close();
            throw Refusal.failed(
                    Printable.text(image.name(), 300) + " has another digest: it is "
                            + Printable.text(String.join(", ", image.digests()), 600),
                    "ask for it by one of these");
        }
    }

    private static JsonNode find(EngineApi api, String name) {
        EngineApi.Reply image = api.get("/images/" + name + "/json");
        if (image.found()) {
            return image.body();
        }
        EngineApi.Reply container = api.get("/containers/" + name + "/json");
        if (!container.found()) {
            throw Refusal.failed(
                    "%s has neither an image nor a container '%s': it says \"%s\""
                            .formatted(api.engine().word(), name, image.message()),
                    suggestion(api, name));
        }
        return api.get("/images/" + id(api, container.body().path("Image")) + "/json")
                .body();
    }

    /** What an engine says becomes part of a path. */
    private static String id(EngineApi api, JsonNode found) {
        String id = found.isTextual() ? found.textValue() : found.path("Id").asText("");
        if (!id.matches("(sha256:)?[0-9a-f]{64}")) {
            throw Refusal.machine(api.engine().word() + " names an image by no digest", EngineApi.WHO_LISTENS);
        }
        return id;
    }

    private static String suggestion(EngineApi api, String name) {
        List<String> names = new ArrayList<>();
        api.get("/images/json")
                .body()
                .forEach(image -> image.path("RepoTags").forEach(tag -> names.add(tag.asText(""))));
        List<String> nearest = Nearest.to(name, names);
        return nearest.isEmpty()
                ? api.engine().word() + " images shows what there is"
                : "nutshell image show " + api.engine().word() + ":" + Printable.text(nearest.get(0), 100);
    }
}
