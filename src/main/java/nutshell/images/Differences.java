package nutshell.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nutshell.evidence.containers.SecretNames;
import nutshell.rootfs.LayerEntry;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a second image, as it looks in the end.
 *
 * @param common how many layers from below both have
 * @param files by path
 * @param settings of the configuration, by name
 */
public record Differences(int common, List<FileDifference> files, List<Setting> settings) {

    /** What is different of a path: {@code added}, {@code removed}, or what of it changed. */
    public record FileDifference(String path, String what) {}

    /** A setting in both images; a secret's value is told in neither. */
    public record Setting(String name, String before, String after) {}

    public static Differences of(OpenImage one, OpenImage other) {
        Map<String, Shape> before = new HashMap<>();
        one.merged(entry -> true, (entry, contents) -> before.put(entry.path(), Shape.of(entry, contents)));
        List<FileDifference> files = new ArrayList<>();
        other.merged(entry -> true, (entry, contents) -> compare(before.remove(entry.path()), entry, contents, files));
        before.keySet().forEach(path -> files.add(new FileDifference(path, "removed")));
        files.sort(Comparator.comparing(FileDifference::path));
        return new Differences(common(one, other), files, settings(one, other));
    }

    private static void compare(
            @Nullable Shape before, LayerEntry entry, InputStream contents, List<FileDifference> files)
            throws IOException {
        if (before == null) {
            files.add(new FileDifference(entry.path(), "added"));
            return;
        }
        List<String> changes = before.changes(Shape.of(entry, contents));
        if (!changes.isEmpty()) {
            files.add(new FileDifference(entry.path(), String.join(", ", changes)));
        }
    }

    private static int common(OpenImage one, OpenImage other) {
        List<String> a = one.layers().stream().map(ImageLayer::digest).toList();
        List<String> b = other.layers().stream().map(ImageLayer::digest).toList();
        int common = 0;
        while (common < Math.min(a.size(), b.size()) && a.get(common).equals(b.get(common))) {
            common++;
        }
        return common;
    }

    private static List<Setting> settings(OpenImage one, OpenImage other) {
        Map<String, JsonNode> a = settings(one.document());
        Map<String, JsonNode> b = settings(other.document());
        Set<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(a.get(name), b.get(name)))
                .map(name -> new Setting(name, shown(name, a), shown(name, b)))
                .toList();
    }

    private static String shown(String name, Map<String, JsonNode> settings) {
        JsonNode value = settings.getOrDefault(name, MissingNode.getInstance());
        String text = value.isTextual() ? value.textValue() : value.toString();
        boolean secret = SecretNames.isSecret(name.substring(name.lastIndexOf(' ') + 1), text)
                || (value.isArray() && !SecretNames.inCommand(value).isEmpty());
        return secret ? "(a secret, not shown)" : SecretNames.hidden(text);
    }

    /** Each variable and label of its own; of the rest each key. */
    private static Map<String, JsonNode> settings(JsonNode document) {
        Map<String, JsonNode> settings = new HashMap<>();
        JsonNode config = document.path("config");
        config.properties().forEach(key -> {
            if (!key.getKey().equals("Env")
                    && !key.getKey().equals("Labels")
                    && !key.getValue().isNull()) {
                settings.put(key.getKey(), key.getValue());
            }
        });
        config.path("Env").forEach(line -> {
            int equals = line.asText("").indexOf('=');
            settings.put(
                    "Env " + line.asText("").substring(0, Math.max(equals, 0)),
                    TextNode.valueOf(line.asText("").substring(equals + 1)));
        });
        config.path("Labels").properties().forEach(label -> settings.put("Labels " + label.getKey(), label.getValue()));
        settings.put("architecture", document.path("architecture"));
        return settings;
    }
}
