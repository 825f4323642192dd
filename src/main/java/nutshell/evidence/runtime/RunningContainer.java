package nutshell.evidence.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * A container as its engine declares it: the first process, as this machine numbers it, and what the rest may be checked
 * against.
 *
 * @param layers where its root file system lies on this machine, if the engine says so
 * @param document all that the engine says of it
 */
public record RunningContainer(
        Engine engine, String id, String name, String image, int pid, Optional<Path> layers, JsonNode document) {

    /** Reads what {@code GET /containers/NAME/json} answers, or {@code podman inspect}, and refuses one that does not run. */
    static RunningContainer parse(Engine engine, String asked, JsonNode document) {
        int pid = document.path("State").path("Pid").asInt(0);
        if (!document.path("Id").isTextual()) {
            throw Refusal.failed(
                    engine.word() + " answered something that is not a container's document",
                    engine.word() + " inspect " + asked);
        }
        if (pid <= 0) {
            throw Refusal.failed(
                    "%s:%s does not run (%s), so there is no process to look at"
                            .formatted(
                                    engine.word(),
                                    Printable.text(asked, 100),
                                    Printable.text(
                                            document.path("State")
                                                    .path("Status")
                                                    .asText("state unknown"),
                                            40)),
                    engine.word() + " start " + asked);
        }
        String name = document.path("Name").asText(asked);
        return new RunningContainer(
                engine,
                document.path("Id").asText(),
                name.startsWith("/") ? name.substring(1) : name,
                image(document),
                pid,
                layers(document),
                document);
    }

    private static String image(JsonNode document) {
        return document.path("ImageName")
                .asText(document.path("Config").path("Image").asText(""));
    }

    private static Optional<Path> layers(JsonNode document) {
        JsonNode data = document.path("GraphDriver").path("Data");
        return List.of("MergedDir", "UpperDir", "LowerDir").stream()
                .map(key -> data.path(key).asText(""))
                .filter(path -> path.startsWith("/") && !path.contains(":") && path.indexOf('\0') < 0)
                .map(Path::of)
                .findFirst();
    }
}
