package nutshell.report;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.checklist.Answer;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Change;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** {@code nutshell.check/1}: what scripts read, and what the next run compares itself with. */
public final class JsonReport {

    private JsonReport() {}

    public static Map<String, @Nullable Object> of(Assessment assessment, Optional<List<Change>> changes) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema", "nutshell.check/1");
        json.put("at", assessment.at().toString());
        Map<String, String> host = new LinkedHashMap<>();
        assessment.host().forEach((name, value) -> host.put(name, Printable.text(value)));
        json.put("host", host);
        Map<String, String> images = new LinkedHashMap<>();
        assessment.images().forEach((subject, image) -> images.put(Printable.text(subject), Printable.text(image)));
        json.put("images", images);
        json.put(
                "questions",
                assessment.questions().stream().map(JsonReport::question).toList());
        changes.ifPresent(
                all -> json.put("changes", all.stream().map(JsonReport::change).toList()));
        json.put("summary", summary(assessment));
        return json;
    }

    private static Map<String, @Nullable Object> question(Assessed assessed) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", assessed.question().id());
        json.put("group", assessed.question().group());
        json.put("asks", assessed.question().asks());
        json.put("standing", assessed.standing().word());
        json.put("references", assessed.question().references());
        json.put(
                "evidence",
                assessed.evidence().stream().map(JsonReport::finding).toList());
        json.put("answer", assessed.answer().map(Answer::json).orElse(null));
        return json;
    }

    private static Map<String, @Nullable Object> finding(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("source", Printable.text(finding.source()));
        json.put("subject", Printable.text(finding.subject()));
        json.put("fact", Printable.text(finding.fact()));
        json.put("standing", finding.standing().word());
        return json;
    }

    private static Map<String, @Nullable Object> change(Change change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", change.id());
        json.put("subject", Printable.text(change.subject()));
        json.put("what", change.what().word());
        json.put("fact", Printable.text(change.fact()));
        return json;
    }

    private static Map<String, @Nullable Object> summary(Assessment assessment) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        Map<String, Long> standings = new LinkedHashMap<>();
        assessment.byStanding().forEach((standing, count) -> standings.put(standing.word(), count));
        summary.put("questions", standings);
        Map<String, Object> subjects = new LinkedHashMap<>();
        assessment.bySubject().forEach((subject, counts) -> subjects.put(Printable.text(subject), words(counts)));
        summary.put("subjects", subjects);
        summary.put(
                "overdue",
                assessment.overdue(LocalDate.now(java.time.ZoneId.systemDefault())).stream()
                        .map(assessed -> assessed.question().id())
                        .toList());
        return summary;
    }

    private static Map<String, Long> words(Map<Standing, Long> counts) {
        Map<String, Long> words = new LinkedHashMap<>();
        counts.forEach((standing, count) -> words.put(standing.word(), count));
        return words;
    }
}
