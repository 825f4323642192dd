package nutshell.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Documents;
import nutshell.evidence.Facts;
import nutshell.refusals.Refusal;

/** Reads a question's file: front matter between two lines of dashes, then a section for each heading. */
final class QuestionParser {

    static final List<String> SECTIONS = List.of("Why it matters", "What we look at", "If it is weak", "See it happen");

    private QuestionParser() {}

    static Question parse(String file, String group, String text) {
        if (!text.startsWith("---\n") || text.indexOf("\n---\n", 3) < 0) {
            throw wrong(file, "it does not begin with front matter: expected ---, keys such as id:, and --- again");
        }
        int end = text.indexOf("\n---\n", 3);
        List<JsonNode> matter = Documents.parseYaml(text.substring(4, end + 1));
        if (matter.size() != 1) {
            throw wrong(file, "its front matter is no list of keys and values");
        }
        JsonNode keys = matter.get(0);
        return new Question(
                required(file, keys, "id"),
                group,
                required(file, keys, "asks"),
                texts(keys.path("goals")),
                texts(keys.path("collectors")),
                required(file, keys, "rule"),
                texts(keys.path("references")),
                texts(keys.path("see")),
                sections(file, text.substring(end + 5)));
    }

    private static Map<String, String> sections(String file, String body) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        boolean fenced = false;
        for (String line : body.split("\n", -1)) {
            fenced ^= line.startsWith("```");
            if (!fenced && line.matches("# .*")) {
                current = new StringBuilder();
                if (sections.put(line.substring(2).strip(), current) != null) {
                    throw wrong(file, "the section '%s' comes twice".formatted(line.substring(2).strip()));
                }
            } else {
                current.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        sections.forEach((title, text) -> texts.put(title, text.toString().strip()));
        if (!List.copyOf(texts.keySet()).equals(SECTIONS)) {
            throw wrong(file, "its sections are %s; expected %s".formatted(texts.keySet(), SECTIONS));
        }
        return texts;
    }

    private static String required(String file, JsonNode keys, String name) {
        String value = keys.path(name).asText("").strip();
        if (value.isEmpty()) {
            throw wrong(file, "its front matter lacks '%s:'".formatted(name));
        }
        return value;
    }

    private static List<String> texts(JsonNode value) {
        return value.isTextual() ? List.of(value.asText()) : Facts.texts(value);
    }

    private static Refusal wrong(String file, String what) {
        return Refusal.usage(file + ": " + what, "checklist/container-configuration/CNF-8.md");
    }
}
