package nutshell.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nutshell.images.Anatomy;
import nutshell.images.Differences;
import nutshell.images.Fate;
import nutshell.images.OpenImage;
import nutshell.images.secrets.Secret;
import nutshell.refusals.Refusal;
import nutshell.rootfs.LayerEntry;
import org.jspecify.annotations.Nullable;

/** {@code nutshell.image/1} and its like. */
final class ImageJson {

    private ImageJson() {}

    private static Map<String, @Nullable Object> head(String schema, OpenImage image) {
        Map<String, @Nullable Object> json = Json.schema(schema);
        json.put("image", name(image));
        return json;
    }

    private static Map<String, @Nullable Object> name(OpenImage image) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", image.name());
        json.put("id", image.id());
        json.put("digests", image.digests());
        json.put("tags", image.tags());
        json.put("created", image.created().map(Object::toString).orElse(null));
        json.put("user", image.config().user());
        return json;
    }

    static Map<String, @Nullable Object> of(OpenImage image, Anatomy anatomy) {
        Map<String, @Nullable Object> json = head("nutshell.image/1", image);
        json.put("layers", anatomy.layers().stream().map(ImageJson::layer).toList());
        json.put(
                "left_behind",
                anatomy.leftBehind().stream()
                        .map(left -> with(
                                Map.of("path", left.path(), "layer", left.layer(), "size", left.size()),
                                Optional.of(left.fate())))
                        .toList());
        json.put(
                "lifting",
                anatomy.lifting().stream()
                        .map(file -> with(
                                Map.of("path", file.path(), "layer", file.layer(), "how", file.how()), file.fate()))
                        .toList());
        json.put("odd", anatomy.odd());
        return json;
    }

    private static Map<String, @Nullable Object> layer(Anatomy.Slice slice) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", slice.layer().number());
        json.put("digest", slice.layer().digest());
        json.put("stored_bytes", slice.layer().size());
        json.put("made_by", slice.layer().made());
        json.put("added", slice.added());
        json.put("bytes", slice.bytes());
        json.put("changed", slice.changed());
        json.put("removed", slice.removed());
        return json;
    }

    private static Map<String, @Nullable Object> with(Map<String, Object> facts, Optional<Fate> fate) {
        Map<String, @Nullable Object> json = new java.util.TreeMap<>(facts);
        json.put("gone", fate.map(Fate::words).orElse(null));
        return json;
    }

    static Map<String, @Nullable Object> of(OpenImage image, List<Secret> secrets) {
        Map<String, @Nullable Object> json = head("nutshell.secrets/1", image);
        json.put(
                "secrets",
                secrets.stream()
                        .map(secret -> with(
                                Map.of(
                                        "kind", secret.kind(),
                                        "where", secret.where(),
                                        "line", secret.line(),
                                        "layer", secret.layer()),
                                secret.fate()))
                        .toList());
        return json;
    }

    static Map<String, @Nullable Object> of(OpenImage image, OpenImage other, Differences differences) {
        Map<String, @Nullable Object> json = head("nutshell.image-diff/1", image);
        json.put("other", name(other));
        json.put("common_layers", differences.common());
        json.put("settings", differences.settings());
        json.put("files", differences.files());
        return json;
    }

    /** Written as it is read: a million files need not be in memory. Read once before, so that no half document is left. */
    static void files(OpenImage image, PrintWriter out) {
        image.entries((entry, contents) -> {});
        try (JsonGenerator json =
                new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("schema", "nutshell.image-files/1");
            json.writeStringField("image", image.id());
            json.writeArrayFieldStart("files");
            image.fates((entry, fate, contents) -> file(entry, fate, json));
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw Refusal.failed("the output cannot be written: " + e.getMessage(), "nutshell image files IMAGE");
        }
        out.println();
    }

    private static void file(LayerEntry entry, Optional<Fate> fate, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("layer", entry.layer());
        json.writeStringField("path", entry.path());
        json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("size", entry.size());
        json.writeStringField("mode", "%04o".formatted(entry.mode()));
        json.writeNumberField("uid", entry.uid());
        json.writeNumberField("gid", entry.gid());
        if (!entry.link().isEmpty()) {
            json.writeStringField("link", entry.link());
        }
        if (fate.isPresent()) {
            json.writeStringField("gone", fate.get().words());
        }
        json.writeEndObject();
    }
}
