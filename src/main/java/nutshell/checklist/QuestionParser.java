package nutshell.checklist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
        Map<String, String> keys = keys(file, text.substring(4, end));
        return new Question(
                required(file, keys, "id"),
                group,
                required(file, keys, "asks"),
                list(keys.getOrDefault("goals", "")),
                list(keys.getOrDefault("collectors", "")),
                required(file, keys, "rule"),
                list(keys.getOrDefault("references", "")),
                list(keys.getOrDefault("see", "")),
                sections(file, text.substring(end + 5)));
    }

    /** One key and its value on each line; a line that is indented goes on with the one before. */
    private static Map<String, String> keys(String file, String matter) {
        Map<String, String> keys = new LinkedHashMap<>();
        String last = "";
        for (String line : matter.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (line.startsWith(" ") && !last.isEmpty()) {
                keys.merge(last, line.strip(), (one, more) -> one + " " + more);
            } else if (colon > 0) {
                last = line.substring(0, colon).strip();
                keys.put(last, line.substring(colon + 1).strip());
            } else if (!line.isBlank()) {
                throw wrong(file, "'%s' in its front matter is no key and value".formatted(line));
            }
        }
        return keys;
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
                    throw wrong(
                            file,
                            "the section '%s' comes twice"
                                    .formatted(line.substring(2).strip()));
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

    private static String required(String file, Map<String, String> keys, String name) {
        String value = unquoted(keys.getOrDefault(name, ""));
        if (value.isEmpty()) {
            throw wrong(file, "its front matter lacks '%s:'".formatted(name));
        }
        return value;
    }

    /** {@code [one, two]}, or one alone. */
    private static List<String> list(String value) {
        boolean many = value.startsWith("[") && value.endsWith("]");
        return Stream.of(many ? value.substring(1, value.length() - 1).split(",", -1) : new String[] {value})
                .map(each -> unquoted(each.strip()))
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.matches("(?s)\".*\"|'.*'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static Refusal wrong(String file, String what) {
        return Refusal.usage(file + ": " + what, "checklist/container-configuration/CNF-8.md");
    }
}
