package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.runtime.EngineApi;
import nutshell.refusals.Printable;

/** The images one engine holds: their names, age, history, and what lies in their layers' directories. */
final class Images {

    /** Beyond so many, the rest is told by name alone. */
    private static final int MOST_LOOKED_INTO = 200;

    private final String label;
    private final Function<String, EngineApi.Reply> engine;

    Images(String label, Function<String, EngineApi.Reply> engine) {
        this.label = label;
        this.engine = engine;
    }

    List<Facts> read() {
        JsonNode list = engine.apply("/images/json").body();
        List<Facts> all = new ArrayList<>();
        int looked = 0;
        for (JsonNode image : list) {
            all.add(read(image, looked++ < MOST_LOOKED_INTO));
        }
        return all.isEmpty() ? List.of(Facts.nothing("images", label, label + " images", "it holds no images")) : all;
    }

    private Facts read(JsonNode image, boolean closely) {
        String id = image.path("Id").asText("");
        List<String> tags = Facts.texts(image.path("RepoTags")).stream()
                .filter(tag -> !tag.startsWith("<none>"))
                .toList();
        String name = tags.isEmpty() ? id.replace("sha256:", "").replaceFirst("(?<=.{12}).*", "") : tags.get(0);
        String source = label + " image inspect " + Printable.text(name, 200);
        FactSheet sheet = new FactSheet()
                .seen(source, "id", id)
                .seen(source, "tags", tags)
                .seen(
                        source,
                        "digests",
                        Facts.texts(image.path("RepoDigests")).stream()
                                .filter(digest -> !digest.startsWith("<none>"))
                                .toList())
                .seen(source, "created", image.path("Created").asLong())
                .seen(source, "dangling", tags.isEmpty());
        if (closely && id.matches("(sha256:)?[0-9a-f]{12,64}")) {
            lookInto(sheet, id, source);
        }
        return sheet.of("images", label + " image " + name);
    }

    private void lookInto(FactSheet sheet, String id, String source) {
        EngineApi.Reply document = engine.apply("/images/" + id + "/json");
        if (!document.found()) {
            sheet.unseen(source, "secrets", document.message());
            return;
        }
        JsonNode config = document.body().path("Config");
        Set<Map<String, String>> secrets = new LinkedHashSet<>(SecretNames.inEnvironment(config.path("Env")));
        secrets.addAll(SecretNames.inLabels(config.path("Labels")));
        secrets.addAll(SecretNames.inCommand(config.path("Cmd")));
        EngineApi.Reply history = engine.apply("/images/" + id + "/history");
        for (JsonNode step : history.body()) {
            for (Map<String, String> found :
                    SecretNames.assignments(step.path("CreatedBy").asText(""))) {
                secrets.add(Map.of("where", "history", "name", found.getOrDefault("name", "")));
            }
        }
        sheet.seen(source, "secrets", List.copyOf(secrets));
        sheet.seen(source, "user", config.path("User").asText(""));
        layers(sheet, document.body().path("GraphDriver").path("Data"), source);
    }

    private static void layers(FactSheet sheet, JsonNode data, String source) {
        List<Path> layers = new ArrayList<>();
        for (String key : List.of("UpperDir", "LowerDir")) {
            for (String path : data.path(key).asText("").split(":", -1)) {
                if (path.startsWith("/") && path.indexOf('\0') < 0) {
                    layers.add(Path.of(path));
                }
            }
        }
        if (layers.isEmpty()) {
            String why = "its engine does not say where its layers lie (" + "storage driver without directories)";
            List.of("tools", "setuid", "os", "leftovers").forEach(name -> sheet.unseen(source, name, why));
            return;
        }
        Evidence<LayerFiles> files = LayerFiles.read(layers);
        sheet.note("tools", files.parsed(LayerFiles::tools));
        sheet.note("setuid", files.parsed(LayerFiles::lifting));
        sheet.note("leftovers", files.parsed(LayerFiles::leftovers));
        sheet.note("os", files.parsed(LayerFiles::os));
    }
}
