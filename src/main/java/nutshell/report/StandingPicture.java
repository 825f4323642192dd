package nutshell.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nutshell.checklist.Assessed;
import nutshell.checklist.Assessment;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;

/** Standing at a glance, without a score: a bar for each group, a row of marks for each subject. */
final class StandingPicture {

    private static final int MOST_SUBJECTS = 60;

    private StandingPicture() {}

    static String byGroup(Assessment assessment) {
        Map<String, Map<Standing, Long>> groups = new LinkedHashMap<>();
        for (Assessed assessed : assessment.questions()) {
            groups.computeIfAbsent(assessed.question().groupTitle(), group -> new EnumMap<>(Standing.class))
                    .merge(assessed.standing(), 1L, Long::sum);
        }
        return bars(groups);
    }

    /** A bar for each group, of as many parts as it has standings. */
    static String bars(Map<String, Map<Standing, Long>> groups) {
        StringBuilder html = new StringBuilder(legend());
        groups.forEach((group, counts) -> {
            html.append("<div class=\"bar\"><span class=\"name\">")
                    .append(Escaped.html(group))
                    .append("</span><span class=\"track\">");
            counts.forEach((standing, count) ->
                    html.append("<span class=\"part %s\" style=\"flex:%d\" title=\"%d %s\">%d</span>"
                            .formatted(standing.word(), count, count, standing.word(), count)));
            html.append("</span></div>");
        });
        return html.toString();
    }

    /** What the colours and signs of both pictures mean. */
    private static String legend() {
        StringBuilder html = new StringBuilder("<p class=\"legend\">");
        for (Standing standing : Standing.values()) {
            html.append("<span><span class=\"part %s\">%s</span> %s</span> "
                    .formatted(standing.word(), sign(standing), standing.word()));
        }
        return html.append("</p>").toString();
    }

    static String bySubject(Assessment assessment) {
        Set<String> groups = new LinkedHashSet<>();
        Map<String, Map<String, Standing>> worst = new LinkedHashMap<>();
        for (Assessed assessed : assessment.questions()) {
            for (Finding finding : assessed.evidence()) {
                if (finding.standing() != Standing.NOT_HERE) {
                    groups.add(assessed.question().group());
                    worst.computeIfAbsent(finding.subject(), subject -> new LinkedHashMap<>())
                            .merge(
                                    assessed.question().group(),
                                    finding.standing(),
                                    (one, other) -> one.compareTo(other) <= 0 ? one : other);
                }
            }
        }
        if (worst.isEmpty()) {
            return "<p class=\"none\">Nothing was looked at.</p>";
        }
        Map<String, Map<Standing, Long>> counts = assessment.bySubject();
        List<String> subjects = new ArrayList<>(worst.keySet());
        subjects.sort(Comparator.<String>comparingLong(
                        subject -> -counts.getOrDefault(subject, Map.of()).getOrDefault(Standing.WEAK, 0L))
                .thenComparing(Comparator.naturalOrder()));
        return rows("subject", groups, subjects, worst);
    }

    /** A row of marks for each subject, in the order given, one for each group. */
    static String rows(
            String whose, Set<String> groups, List<String> subjects, Map<String, Map<String, Standing>> worst) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>")
                .append(whose)
                .append("</th>");
        groups.forEach(
                group -> html.append("<th><span>").append(Escaped.html(group)).append("</span></th>"));
        html.append("</tr></thead><tbody>");
        subjects.stream()
                .limit(MOST_SUBJECTS)
                .forEach(subject -> row(html, subject, groups, worst.getOrDefault(subject, Map.of())));
        html.append("</tbody></table></div>");
        return subjects.size() > MOST_SUBJECTS
                ? html.append("<p class=\"none\">and %d more, with fewer weak findings</p>"
                                .formatted(subjects.size() - MOST_SUBJECTS))
                        .toString()
                : html.toString();
    }

    private static void row(StringBuilder html, String subject, Set<String> groups, Map<String, Standing> worst) {
        html.append("<tr><th>").append(Escaped.html(subject)).append("</th>");
        for (String group : groups) {
            Standing standing = worst.getOrDefault(group, Standing.NOT_HERE);
            html.append("<td class=\"%s\" title=\"%s\">%s</td>"
                    .formatted(standing.word(), standing.word(), sign(standing)));
        }
        html.append("</tr>");
    }

    /** Not by colour alone. */
    private static String sign(Standing standing) {
        return switch (standing) {
            case WEAK -> "✗";
            case UNKNOWN -> "?";
            case ASK -> "…";
            case GOOD -> "✓";
            case NOT_HERE -> "";
        };
    }
}
