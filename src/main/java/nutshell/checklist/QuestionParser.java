package nutshell.checklist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nutshell.content.Document;
import nutshell.content.FrontMatter;
import nutshell.content.SourceText;

/** Reads a question's file: front matter, then a section for each heading, as Markdown that reports pass on. */
final class QuestionParser {

    static final List<String> SECTIONS = List.of("Why it matters", "What we look at", "If it is weak", "See it happen");

    private static final Set<String> NAMES = Set.of("id", "asks", "goals", "collectors", "rule", "references", "see");

    private QuestionParser() {}

    static Question parse(SourceText source, String group) {
        FrontMatter front = Document.front(source).only(NAMES);
        return new Question(
                front.text("id", "id: CNF-8"),
                group,
                front.text("asks", "asks: Who may write to it?"),
                front.values("goals"),
                front.values("collectors"),
                front.text("rule", "rule: absent privileged"),
                front.values("references"),
                front.values("see"),
                sections(source));
    }

    private static Map<String, String> sections(SourceText source) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        boolean fenced = false;
        for (String line : Document.body(source)) {
            fenced ^= line.startsWith("```");
            if (!fenced && line.startsWith("# ")) {
                current = sections.computeIfAbsent(line.substring(2).strip(), title -> new StringBuilder());
            } else {
                current.append(line).append('\n');
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        sections.forEach((title, text) -> texts.put(title, text.toString().strip()));
        if (!List.copyOf(texts.keySet()).equals(SECTIONS)) {
            throw source.wrong(1, "its sections are %s".formatted(texts.keySet()), String.join(", ", SECTIONS));
        }
        return texts;
    }
}
