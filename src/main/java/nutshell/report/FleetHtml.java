package nutshell.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import nutshell.checklist.Question;
import nutshell.checklist.Standing;
import nutshell.fleet.Fleet;
import nutshell.fleet.FleetHost;
import nutshell.fleet.FleetQuestion;

/** A fleet on the page of {@link HtmlReport}: its hosts stand where a machine's containers stand. */
public final class FleetHtml {

    private static final int MOST_ROWS = 100;
    private static final int MOST_FACTS = 30;

    private FleetHtml() {}

    public static String of(Fleet fleet, FleetText.Beside beside, Instant at) {
        List<Question> questions =
                fleet.questions().stream().map(FleetQuestion::question).toList();
        return HtmlReport.page(Map.of(
                "TITLE",
                        "Container checklist of %s"
                                .formatted(FleetText.counted(fleet.hosts().size(), "host")),
                "WHEN", Escaped.html(at.toString().replaceFirst("T.*", "") + " · " + FleetText.summary(fleet)),
                "WHOSE", "host",
                "FILTERS", HtmlReport.filters(counts(fleet), questions),
                "GROUPS", StandingPicture.bars(groups(fleet)),
                "SUBJECTS", hosts(fleet),
                "CHANGES", sections(fleet, beside),
                "QUESTIONS", fleet.questions().stream().map(FleetHtml::question).collect(Collectors.joining("\n"))));
    }

    private static Map<Standing, Long> counts(Fleet fleet) {
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        for (Standing standing : Standing.values()) {
            counts.put(
                    standing,
                    fleet.questions().stream()
                            .filter(each -> each.standing() == standing)
                            .count());
        }
        return counts;
    }

    /** How often a host's question of the group stands where. */
    private static Map<String, Map<Standing, Long>> groups(Fleet fleet) {
        Map<String, Map<Standing, Long>> groups = new LinkedHashMap<>();
        for (FleetQuestion each : fleet.questions()) {
            Map<Standing, Long> group =
                    groups.computeIfAbsent(each.question().groupTitle(), title -> new EnumMap<>(Standing.class));
            each.hosts().forEach((standing, count) -> group.merge(standing, (long) count, Long::sum));
        }
        return groups;
    }

    private static String hosts(Fleet fleet) {
        Set<String> groups = new LinkedHashSet<>();
        Map<String, String> groupOf = new LinkedHashMap<>();
        fleet.questions().forEach(each -> {
            groups.add(each.question().group());
            groupOf.put(each.question().id(), each.question().group());
        });
        Map<String, Map<String, Standing>> worst = new LinkedHashMap<>();
        for (FleetHost host : fleet.hosts()) {
            Map<String, Standing> row = new LinkedHashMap<>();
            host.standings()
                    .forEach((id, standing) -> row.merge(
                            groupOf.getOrDefault(id, ""),
                            standing,
                            (one, other) -> one.compareTo(other) <= 0 ? one : other));
            worst.put(host.name(), row);
        }
        return StandingPicture.rows("host", groups, List.copyOf(worst.keySet()), worst);
    }

    private static String question(FleetQuestion each) {
        StringBuilder found = new StringBuilder("<p class=\"none\">Hosts: ")
                .append(FleetText.counts(each))
                .append("</p><ul class=\"evidence\">");
        each.facts().stream()
                .limit(MOST_FACTS)
                .map(fact -> HtmlReport.line(new Wording.Line(fact.standing(), fact.hosts(), fact.text())))
                .forEach(found::append);
        found.append("</ul>");
        if (each.facts().size() > MOST_FACTS) {
            found.append("<p class=\"none\">and %d more facts, in the JSON report</p>"
                    .formatted(each.facts().size() - MOST_FACTS));
        }
        return HtmlReport.article(each.question(), each.standing(), found.toString());
    }

    private static String sections(Fleet fleet, FleetText.Beside beside) {
        StringBuilder html = new StringBuilder();
        if (beside.compared() && beside.changes().isEmpty()) {
            html.append("<section id=\"changes\"><h2>Since last time</h2><p>Nothing has changed.</p></section>");
        }
        section(
                html,
                "changes",
                "Since last time",
                beside.changes(),
                change -> "<b>%s</b> %s %s: %s"
                        .formatted(
                                change.what().word(),
                                Escaped.html(change.id()),
                                Escaped.html(TextReport.subjects(change.hosts())),
                                Escaped.html(change.fact())));
        section(html, "odd", "Odd ones out", fleet.oddOnes(), odd -> Escaped.html(FleetText.odd(odd)));
        section(
                html,
                "images",
                "By image",
                fleet.images(),
                image -> "<b>%s</b> on %s, %s; %s"
                        .formatted(
                                Escaped.html(image.name()),
                                FleetText.counted(image.hosts(), "host"),
                                FleetText.counted(image.containers(), "container"),
                                image.weak().isEmpty()
                                        ? "nothing weak"
                                        : "weak: "
                                                + Escaped.html(String.join(
                                                        ", ", image.weak().keySet()))));
        section(html, "missing", "No report from", beside.missing(), Escaped::html);
        section(
                html,
                "left-out",
                "Reports left out",
                fleet.leftOut(),
                each -> "<b>%s</b> %s".formatted(Escaped.html(each.report()), Escaped.html(each.why())));
        return html.toString();
    }

    private static <T> void section(
            StringBuilder html, String id, String title, List<T> rows, Function<T, String> row) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<section id=\"%s\"><h2>%s</h2><ul>".formatted(id, title));
        rows.stream()
                .limit(MOST_ROWS)
                .forEach(each -> html.append("<li>").append(row.apply(each)).append("</li>"));
        html.append("</ul>");
        if (rows.size() > MOST_ROWS) {
            html.append("<p class=\"none\">and %d more, in the JSON report</p>".formatted(rows.size() - MOST_ROWS));
        }
        html.append("</section>");
    }
}
