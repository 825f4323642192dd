package nutshell.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.checklist.Answer;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Change;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;

/** For a terminal or a log: one block a question, the worst subjects first. */
public final class TextReport {

    private static final int MOST_SUBJECTS = 6;
    private static final int MOST_LINES = 12;

    private TextReport() {}

    public static List<String> of(Assessment assessment, Optional<List<Change>> changes) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (Assessed assessed : assessment.questions()) {
            if (!assessed.question().group().equals(group)) {
                group = assessed.question().group();
                lines.add("");
                lines.add(assessed.question().groupTitle());
            }
            lines.addAll(question(assessed));
        }
        changes.ifPresent(all -> lines.addAll(changes(all)));
        lines.add("");
        lines.add(summary(assessment));
        assessment
                .overdue(LocalDate.now(java.time.ZoneId.systemDefault()))
                .forEach(each ->
                        lines.add("overdue: " + each.question().id() + " was accepted, and its review day has passed"));
        return lines;
    }

    private static List<String> question(Assessed assessed) {
        List<String> lines = new ArrayList<>();
        lines.add("  %-8s %-7s %s"
                .formatted(
                        assessed.standing().word(),
                        assessed.question().id(),
                        assessed.question().asks()));
        lines.addAll(evidence(assessed, "    "));
        assessed.answer().ifPresent(answer -> lines.add("    answered " + answer(answer)));
        return lines;
    }

    /** The evidence alone, as the walk shows it too. */
    public static List<String> evidence(Assessed assessed, String indent) {
        List<String> lines = new ArrayList<>();
        long good = assessed.evidence().stream()
                .filter(each -> each.standing() == Standing.GOOD)
                .count();
        List<Wording.Line> all = Wording.lines(assessed).stream()
                .filter(line -> line.standing() != Standing.GOOD || good <= 3)
                .toList();
        for (Wording.Line line : all.subList(0, Math.min(MOST_LINES, all.size()))) {
            lines.add("%s%-8s %s  %s"
                    .formatted(
                            indent,
                            line.standing().word(),
                            subjects(line.subjects()),
                            Printable.text(line.fact(), 300)));
        }
        if (all.size() > MOST_LINES) {
            lines.add("%sand %d more (--format json has all)".formatted(indent, all.size() - MOST_LINES));
        }
        if (good > 3) {
            long subjects = assessed.evidence().stream()
                    .filter(each -> each.standing() == Standing.GOOD)
                    .map(each -> each.subject())
                    .distinct()
                    .count();
            lines.add("%s%-8s %s"
                    .formatted(
                            indent,
                            Standing.GOOD.word(),
                            subjects == 1 ? good + " more facts" : subjects + " subjects"));
        }
        return lines;
    }

    static String subjects(List<String> subjects) {
        String shown = subjects.stream()
                .limit(MOST_SUBJECTS)
                .map(subject -> Printable.text(subject, 120))
                .collect(Collectors.joining(", "));
        return subjects.size() > MOST_SUBJECTS
                ? shown + " and %d more".formatted(subjects.size() - MOST_SUBJECTS)
                : shown;
    }

    static String answer(Answer answer) {
        return answer.choice().word()
                + (answer.reason().isEmpty() ? "" : ": " + Printable.text(answer.reason()))
                + answer.review().map(day -> " (until " + day + ")").orElse("");
    }

    private static List<String> changes(List<Change> changes) {
        List<String> lines = new ArrayList<>(
                List.of("", changes.isEmpty() ? "Nothing has changed since last time" : "Since last time"));
        changes.forEach(change -> lines.add("  %-8s %-7s %s  %s"
                .formatted(
                        change.what().word(),
                        change.id(),
                        Printable.text(change.subject(), 120),
                        Printable.text(change.fact(), 300))));
        return lines;
    }

    /** How many questions stand where, in one line. */
    public static String summary(Assessment assessment) {
        Map<Standing, Long> counts = assessment.byStanding();
        return FleetText.counted(assessment.questions().size(), "question") + ": "
                + counts.entrySet().stream()
                        .filter(each -> each.getValue() > 0)
                        .map(each -> each.getValue() + " " + each.getKey().word())
                        .collect(Collectors.joining(", "));
    }
}
