package nutshell.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * All that one collector says of one thing: each fact by its name, seen or not seen.
 *
 * <p>A fact never holds a secret's value; whoever collects leaves it out.
 *
 * @param collector the collector's word
 * @param subject the container, image, file or setting as its owner would name it
 */
public record Facts(String collector, String subject, Map<String, Evidence<JsonNode>> facts) {

    /** Under this name stands why nothing at all could be read of a subject. */
    public static final String ALL = "all";

    /** Under this name stands why there is nothing of this kind here. */
    public static final String NONE = "none";

    public Facts {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Tells that there is such a thing, or may be, but nothing could be read of it. */
    public static Facts unreadable(String collector, String subject, String source, String reason) {
        return new Facts(collector, subject, Map.of(ALL, Evidence.notSeen(source, reason)));
    }

    /** Tells that we looked, and there is nothing of this kind. */
    public static Facts nothing(String collector, String subject, String source, String reason) {
        return new Facts(collector, subject, Map.of(NONE, Evidence.notSeen(source, reason)));
    }

    public Evidence<JsonNode> get(String name) {
        return facts.getOrDefault(name, Evidence.notSeen(subject, "nobody could say: " + name));
    }

    public boolean has(String name) {
        return facts.containsKey(name);
    }

    /** The fact, or a missing node where it was not seen. */
    public JsonNode value(String name) {
        return get(name).fact().orElse(MissingNode.getInstance());
    }

    public boolean is(String name) {
        return value(name).asBoolean(false);
    }

    public Optional<String> text(String name) {
        JsonNode value = value(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    public List<JsonNode> list(String name) {
        return elements(value(name));
    }

    public List<String> texts(String name) {
        return texts(value(name));
    }

    public static List<JsonNode> elements(JsonNode array) {
        return array.isArray()
                ? StreamSupport.stream(array.spliterator(), false).toList()
                : List.of();
    }

    public static List<String> texts(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    /** The same with one fact more, or another. */
    public Facts with(String name, Evidence<JsonNode> fact) {
        Map<String, Evidence<JsonNode>> more = new LinkedHashMap<>(facts);
        more.put(name, fact);
        return new Facts(collector, subject, more);
    }
}
