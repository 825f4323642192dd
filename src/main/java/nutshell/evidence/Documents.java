package nutshell.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Files as they lie there: text, JSON, YAML; never longer than can be meant, and never a pipe or a device. */
public final class Documents {

    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_LEVELS = 200;

    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .build())
                    .build())
            .build();

    private Documents() {}

    public static Evidence<String> text(Path file) {
        String source = file.toString();
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return Evidence.notSeen(source, "it is not an ordinary file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                return bytes.length > MOST_BYTES
                        ? Evidence.notSeen(source, "it is longer than 32 MiB")
                        : Evidence.seen(source, new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Evidence.notSeen(source, reason(e));
        }
    }

    public static Evidence<JsonNode> json(Path file) {
        return text(file).parsed(Documents::parseJson);
    }

    public static JsonNode parseJson(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw notOfThisForm("JSON", e);
        }
    }

    /** Every document of a YAML file; JSON is YAML too. */
    public static Evidence<List<JsonNode>> yaml(Path file) {
        return text(file).parsed(Documents::parseYaml);
    }

    public static List<JsonNode> parseYaml(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MOST_BYTES)
                .build();
        List<JsonNode> all = new ArrayList<>();
        try {
            requireShallow(new Parse(settings).parseString(text));
            for (Object document : new Load(settings).loadAllFromString(text)) {
                JsonNode node = FactSheet.node(document);
                if (node.isContainerNode()) {
                    all.add(node);
                }
            }
            return List.copyOf(all);
        } catch (MarkedYamlEngineException e) {
            // The message quotes the place, and a secret may stand there.
            throw notOfThisForm(
                    "YAML",
                    e.getProblemMark()
                            .map(mark -> " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
                            .orElse(""));
        } catch (YamlEngineException e) {
            throw notOfThisForm("YAML", "");
        }
    }

    /** The library makes its objects by recursion, and knows no end to it. */
    private static void requireShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > MOST_LEVELS) {
                throw Refusal.failed(
                        "it is nested more than %d levels deep".formatted(MOST_LEVELS), "look at it with an editor");
            }
        }
    }

    private static Refusal notOfThisForm(String form, String where) {
        return Refusal.failed("it is not " + form + where, "look at it with an editor");
    }

    /** Says where, and not what: what stands there may be a secret. */
    private static Refusal notOfThisForm(String form, JsonProcessingException e) {
        var place = e.getLocation();
        return notOfThisForm(
                form, place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()));
    }

    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException
                ? "permission denied: run as its owner or root (sudo nutshell check)"
                : Printable.text(e.getMessage(), 300);
    }
}
