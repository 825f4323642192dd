package nutshell.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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
import org.yaml.snakeyaml.LoaderOptions;

/** Files as they lie there: text, JSON, YAML; never longer than can be meant, and never a pipe or a device. */
public final class Documents {

    private static final int MOST_BYTES = 32 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(200).build())
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
        // Made only when there is YAML to read: its classes cost a good part of a second's tenth.
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(100);
        ObjectMapper yaml =
                new ObjectMapper(YAMLFactory.builder().loaderOptions(options).build());
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(text)) {
            List<JsonNode> all = new ArrayList<>();
            while (documents.hasNext() && all.size() < 10_000) {
                JsonNode next = documents.next();
                if (next != null && next.isContainerNode()) {
                    all.add(next);
                }
            }
            return List.copyOf(all);
        } catch (JsonProcessingException e) {
            throw notOfThisForm("YAML", e);
        } catch (IOException | RuntimeException e) {
            // The message quotes the place, and a secret may stand there.
            if (e.getCause() instanceof JsonProcessingException cause) {
                throw notOfThisForm("YAML", cause);
            }
            throw Refusal.failed("it is not YAML", "look at it with an editor");
        }
    }

    /** Says where, and not what: what stands there may be a secret. */
    private static Refusal notOfThisForm(String form, JsonProcessingException e) {
        var place = e.getLocation();
        return Refusal.failed(
                "it is not %s%s"
                        .formatted(
                                form,
                                place == null
                                        ? ""
                                        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr())),
                "look at it with an editor");
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
