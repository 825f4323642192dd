package nutshell.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Change;

/** For a wiki, a ticket or a pull request. */
public final class MarkdownReport {

    private MarkdownReport() {}

    public static String of(Assessment assessment, Optional<List<Change>> changes) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Container checklist of " + Escaped.markdown(assessment.host().getOrDefault("name", "?")));
        lines.add("");
        lines.add("%s · Linux %s · %s"
                .formatted(
                        assessment.at().toString().replaceFirst("T.*", ""),
                        Escaped.markdown(assessment.host().getOrDefault("kernel", "?")),
                        TextReport.summary(assessment)));
        changes.ifPresent(all -> changes(lines, all));
        String group = "";
        for (Assessed assessed : assessment.questions()) {
            if (!assessed.question().group().equals(group)) {
                group = assessed.question().group();
                lines.add("");
                lines.add("## " + Escaped.markdown(assessed.question().groupTitle()));
            }
            question(lines, assessed);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void question(List<String> lines, Assessed assessed) {
        lines.add("");
        lines.add("### %s · %s · %s"
                .formatted(
                        assessed.question().id(),
                        assessed.standing().word(),
                        Escaped.markdown(assessed.question().asks())));
        lines.add("");
        for (Wording.Line line : Wording.lines(assessed)) {
            String subjects =
                    line.subjects().stream().limit(12).map(Escaped::markdown).collect(Collectors.joining(", "));
            String more = line.subjects().size() > 12
                    ? " and %d more".formatted(line.subjects().size() - 12)
                    : "";
            lines.add("- **%s** %s%s: %s"
                    .formatted(line.standing().word(), subjects, more, Escaped.markdown(line.fact())));
        }
        assessed.answer().ifPresent(answer -> {
            lines.add("");
            lines.add("Answer: " + Escaped.markdown(TextReport.answer(answer)));
        });
        if (!assessed.question().references().isEmpty()) {
            lines.add("");
            lines.add("References: "
                    + Escaped.markdown(String.join(", ", assessed.question().references())));
        }
    }

    private static void changes(List<String> lines, List<Change> changes) {
        lines.add("");
        lines.add("## Since last time");
        lines.add("");
        if (changes.isEmpty()) {
            lines.add("Nothing has changed.");
        }
        changes.forEach(change -> lines.add("- **%s** %s %s: %s"
                .formatted(
                        change.what().word(),
                        change.id(),
                        Escaped.markdown(change.subject()),
                        Escaped.markdown(change.fact()))));
    }
}
