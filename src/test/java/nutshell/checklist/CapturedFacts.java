package nutshell.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.evidence.Facts;

/** Reads evidence.json of a case: facts as a collector would have said them; see checklist/README.md. */
public final class CapturedFacts {

    private CapturedFacts() {}

    public static List<Facts> read(Path file) {
        return parse(file.toString(), Documents.json(file).fact().orElseThrow());
    }

    static List<Facts> parse(String source, JsonNode cases) {
        return Facts.elements(cases).stream().map(each -> one(source, each)).toList();
    }

    private static Facts one(String source, JsonNode each) {
        Map<String, Evidence<JsonNode>> facts = new LinkedHashMap<>();
        each.path("facts").properties().forEach(fact -> facts.put(fact.getKey(), evidence(source, fact.getValue())));
        return new Facts(each.path("collector").asText(), each.path("subject").asText(), facts);
    }

    private static Evidence<JsonNode> evidence(String source, JsonNode value) {
        return value.isObject() && value.size() == 1 && value.has("unseen")
                ? Evidence.notSeen(source, value.path("unseen").asText())
                : Evidence.seen(source, value);
    }
}
