package nutshell.checklist;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nutshell.evidence.Documents;
import nutshell.evidence.Evidence;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The report of last time, and what has changed since: by question and subject, never by a score. */
public record Baseline(Map<Key, Entry> entries) {

    /** Whose standing on which question. */
    public record Key(String id, String subject) {}

    /** Its worst standing, and the fact that led to it. */
    public record Entry(Standing standing, String fact) {}

    public Baseline {
        entries = Map.copyOf(entries);
    }

    /** Reads a report in the JSON format; refuses another document. */
    public static Baseline read(Path file) {
        Evidence<JsonNode> document = Documents.json(file);
        JsonNode report = document.fact()
                .filter(json -> json.path("schema").asText().equals("nutshell.check/1"))
                .orElseThrow(() -> Refusal.usage(
                        "%s is no earlier report (%s): expected a document of schema nutshell.check/1"
                                .formatted(
                                        Printable.text(file.toString()),
                                        document.unseen().orElse("another schema, or none")),
                        "nutshell check --evidence-only --format json --output last.json"));
        Map<Key, Entry> entries = new LinkedHashMap<>();
        for (JsonNode question : report.path("questions")) {
            for (JsonNode each : question.path("evidence")) {
                Standing standing = Standing.of(each.path("standing").asText()).orElse(Standing.UNKNOWN);
                put(
                        entries,
                        question.path("id").asText(),
                        each.path("subject").asText(),
                        standing,
                        each.path("fact").asText());
            }
        }
        return new Baseline(entries);
    }

    static Baseline of(Assessment assessment) {
        Map<Key, Entry> entries = new LinkedHashMap<>();
        for (Assessed assessed : assessment.questions()) {
            for (Finding finding : assessed.evidence()) {
                put(
                        entries,
                        assessed.question().id(),
                        Printable.text(finding.subject()),
                        finding.standing(),
                        Printable.text(finding.fact()));
            }
        }
        return new Baseline(entries);
    }

    private static void put(Map<Key, Entry> entries, String id, String subject, Standing standing, String fact) {
        entries.merge(
                new Key(id, subject),
                new Entry(standing, fact),
                (one, other) -> one.standing.compareTo(other.standing) <= 0 ? one : other);
    }

    /** What is new, worse, better, gone, and which reviews are due. A weak question that is asked no more is gone too. */
    public List<Change> changes(Assessment now, LocalDate today) {
        Map<Key, Entry> after = of(now).entries;
        TreeSet<String> asked = new TreeSet<>();
        now.questions().forEach(assessed -> asked.add(assessed.question().id()));
        List<Change> changes = new ArrayList<>();
        after.forEach((key, entry) -> {
            Entry before = entries.get(key);
            if (before == null && entry.standing.compareTo(Standing.GOOD) < 0) {
                changes.add(new Change(key.id, key.subject, Change.What.NEW, entry.fact));
            } else if (before != null && entry.standing != before.standing) {
                boolean worse = entry.standing.compareTo(before.standing) < 0;
                changes.add(
                        new Change(key.id, key.subject, worse ? Change.What.WORSE : Change.What.BETTER, entry.fact));
            }
        });
        entries.forEach((key, entry) -> {
            if (asked.contains(key.id) && !after.containsKey(key) && entry.standing.compareTo(Standing.GOOD) < 0) {
                changes.add(new Change(
                        key.id,
                        key.subject,
                        Change.What.GONE,
                        "was %s: %s".formatted(entry.standing.word(), entry.fact)));
            }
        });
        changes.addAll(askedNoMore(asked));
        now.overdue(today)
                .forEach(each -> changes.add(new Change(
                        each.question().id(),
                        "your answer",
                        Change.What.OVERDUE,
                        "its review was due on "
                                + each.answer()
                                        .flatMap(Answer::review)
                                        .map(LocalDate::toString)
                                        .orElse("?"))));
        changes.sort(
                Comparator.comparing(Change::what).thenComparing(Change::id).thenComparing(Change::subject));
        return changes;
    }

    /** For each question that was weak and was not asked this time one change, however many were weak. */
    private List<Change> askedNoMore(Set<String> asked) {
        Map<String, List<Map.Entry<Key, Entry>>> weak = entries.entrySet().stream()
                .filter(each -> each.getValue().standing == Standing.WEAK && !asked.contains(each.getKey().id))
                .collect(Collectors.groupingBy(each -> each.getKey().id));
        return weak.entrySet().stream()
                .map(question -> askedNoMore(question.getKey(), question.getValue()))
                .toList();
    }

    private static Change askedNoMore(String id, List<Map.Entry<Key, Entry>> weak) {
        String said = "was weak, and is not asked this time";
        Map.Entry<Key, Entry> one = weak.get(0);
        return weak.size() == 1
                ? new Change(id, one.getKey().subject, Change.What.GONE, said + ": " + one.getValue().fact)
                : new Change(id, weak.size() + " subjects", Change.What.GONE, said);
    }
}
