package nutshell.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import nutshell.checklist.Standing;
import nutshell.fleet.Fleet;
import nutshell.fleet.FleetChange;
import nutshell.fleet.FleetFact;
import nutshell.fleet.FleetHost;
import nutshell.fleet.FleetImage;
import nutshell.fleet.FleetQuestion;
import nutshell.fleet.LeftOut;
import nutshell.fleet.OddOne;

/** A fleet for a terminal or a log: by question, by host, by image, then who differs; the worst first, never all. */
public final class FleetText {

    private static final int MOST_FACTS = 5;
    private static final int MOST_ROWS = 15;

    private FleetText() {}

    /** What a fleet report says beside the fleet: who should have reported and did not, and what is new. */
    public record Beside(List<String> missing, List<FleetChange> changes, boolean compared) {}

    public static List<String> of(Fleet fleet, Beside beside) {
        List<String> lines = new ArrayList<>();
        String group = "";
        for (FleetQuestion each : fleet.questions()) {
            if (each.standing() != Standing.NOT_HERE) {
                if (!each.question().group().equals(group)) {
                    group = each.question().group();
                    lines.add("");
                    lines.add(each.question().groupTitle());
                }
                question(lines, each, fleet.hosts().size());
            }
        }
        section(lines, "By host", fleet.hosts().stream().map(FleetText::host).toList());
        section(lines, "By image", fleet.images().stream().map(FleetText::image).toList());
        section(
                lines,
                "Odd ones out",
                fleet.oddOnes().stream().map(FleetText::odd).toList());
        if (beside.compared && beside.changes.isEmpty()) {
            lines.addAll(List.of("", "Nothing has changed since the last fleet report"));
        }
        section(
                lines,
                "Since the last fleet report",
                beside.changes.stream().map(FleetText::change).toList());
        section(
                lines,
                "Left out",
                fleet.leftOut().stream().map(FleetText::leftOut).toList());
        section(
                lines,
                "No report from",
                beside.missing.stream().map(nutshell.refusals.Printable::text).toList());
        lines.add("");
        lines.add(summary(fleet));
        return lines;
    }

    /** How many hosts, and how many questions stand where on the worst of them. */
    public static String summary(Fleet fleet) {
        Map<Standing, Long> counts = fleet.questions().stream()
                .collect(Collectors.groupingBy(FleetQuestion::standing, java.util.TreeMap::new, Collectors.counting()));
        return "%s%s; %s, the worst host of each: %s"
                .formatted(
                        counted(fleet.hosts().size(), "host"),
                        fleet.leftOut().isEmpty()
                                ? ""
                                : ", %s left out"
                                        .formatted(counted(fleet.leftOut().size(), "report")),
                        counted(fleet.questions().size(), "question"),
                        counts.entrySet().stream()
                                .map(each ->
                                        each.getValue() + " " + each.getKey().word())
                                .collect(Collectors.joining(", ")));
    }

    static String counts(FleetQuestion question) {
        return question.hosts().entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().word())
                .collect(Collectors.joining(", "));
    }

    private static void question(List<String> lines, FleetQuestion each, int all) {
        lines.add("  %-8s %-7s %s (hosts: %s)"
                .formatted(
                        each.standing().word(),
                        each.question().id(),
                        each.question().asks(),
                        counts(each)));
        for (FleetFact fact :
                each.facts().subList(0, Math.min(MOST_FACTS, each.facts().size()))) {
            lines.add("    %-8s %s  %s".formatted(fact.standing().word(), hosts(fact.hosts(), all), fact.text()));
        }
        if (each.facts().size() > MOST_FACTS) {
            lines.add("    and %d more (--format json has all)"
                    .formatted(each.facts().size() - MOST_FACTS));
        }
    }

    private static String hosts(List<String> hosts, int all) {
        return hosts.size() == all && all > 1 ? "all %d hosts".formatted(all) : TextReport.subjects(hosts);
    }

    private static String host(FleetHost host) {
        return String.format(
                Locale.ROOT,
                "%3d weak %3d unknown %3d ask %3d good  %s",
                host.count(Standing.WEAK),
                host.count(Standing.UNKNOWN),
                host.count(Standing.ASK),
                host.count(Standing.GOOD),
                host.name());
    }

    private static String image(FleetImage image) {
        return "%s  on %s, %s; %s"
                .formatted(
                        image.name(),
                        counted(image.hosts(), "host"),
                        counted(image.containers(), "container"),
                        image.weak().isEmpty()
                                ? "nothing weak"
                                : "weak: " + String.join(", ", image.weak().keySet()));
    }

    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    static String odd(OddOne odd) {
        return "%s  %s is %s, where %d of %d are %s"
                .formatted(
                        odd.host(),
                        odd.id(),
                        odd.standing().word(),
                        odd.share(),
                        odd.asked(),
                        odd.usual().word());
    }

    private static String change(FleetChange change) {
        return "%-8s %-7s %s  %s"
                .formatted(change.what().word(), change.id(), TextReport.subjects(change.hosts()), change.fact());
    }

    private static String leftOut(LeftOut each) {
        return each.report() + "  " + each.why();
    }

    private static void section(List<String> lines, String title, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        rows.stream().limit(MOST_ROWS).forEach(row -> lines.add("  " + row));
        if (rows.size() > MOST_ROWS) {
            lines.add("  and %d more (--format json has all)".formatted(rows.size() - MOST_ROWS));
        }
    }
}
