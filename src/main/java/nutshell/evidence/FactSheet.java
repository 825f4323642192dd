package nutshell.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** Facts as they are noted down, one after the other. */
public final class FactSheet {

    private final Map<String, Evidence<JsonNode>> facts = new LinkedHashMap<>();

    /** Notes what was seen: text, number, truth, or a list or map of such. */
    public FactSheet seen(String source, String name, @Nullable Object value) {
        facts.put(name, Evidence.seen(source, node(value)));
        return this;
    }

    public FactSheet unseen(String source, String name, String reason) {
        facts.put(name, Evidence.notSeen(source, reason));
        return this;
    }

    public FactSheet note(String name, Evidence<?> evidence) {
        facts.put(
                name,
                evidence.fact()
                        .<Evidence<JsonNode>>map(value -> Evidence.seen(evidence.source(), node(value)))
                        .orElseGet(() -> Evidence.notSeen(
                                evidence.source(), evidence.unseen().orElse("not seen"))));
        return this;
    }

    public boolean has(String name) {
        return facts.containsKey(name);
    }

    public Facts of(String collector, String subject) {
        return new Facts(collector, subject, facts);
    }

    /** Deeper than anything is written by hand; a structure that holds itself never ends. */
    private static final int DEEPEST = 200;

    public static JsonNode node(@Nullable Object value) {
        return node(value, 0);
    }

    private static JsonNode node(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw Refusal.failed(
                    "it is nested more than %d levels deep".formatted(DEEPEST), "look at it with an editor");
        }
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value == null) {
            return make.nullNode();
        }
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Optional<?> optional) {
            return node(optional.orElse(null), depth + 1);
        }
        if (value instanceof Boolean truth) {
            return make.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return number instanceof Double real ? make.numberNode(real) : make.numberNode(number.longValue());
        }
        if (value instanceof Collection<?> many) {
            ArrayNode array = make.arrayNode(many.size());
            many.forEach(one -> array.add(node(one, depth + 1)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = make.objectNode();
            map.forEach((key, one) -> object.set(String.valueOf(key), node(one, depth + 1)));
            return object;
        }
        return make.textNode(String.valueOf(value));
    }
}
