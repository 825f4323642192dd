package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nutshell.inspect.CgroupFindings;
import nutshell.inspect.Finding;
import nutshell.inspect.Inspected;
import nutshell.inspect.Topic;
import nutshell.inspect.Weight;
import nutshell.refusals.Printable;

/** Draws what was found of one process on a page: by topic, the worst first. */
final class InspectPage {

    /** As wide as the longest name of a capability. */
    private static final int KEY = 22;

    /** Capabilities beyond these that are no worse than plain are told by name alone. */
    private static final int MOST_CAPABILITIES = 16;

    private final Paint paint;
    private final int width;

    InspectPage(Paint paint, int width) {
        this.paint = paint;
        this.width = Math.max(50, width);
    }

    List<String> of(Inspected inspected) {
        List<String> lines = new ArrayList<>(head(inspected));
        inspected.worstFirst().forEach((topic, findings) -> {
            lines.add(paint.strong(topic.title()));
            lines.addAll(topic == Topic.CAPABILITIES ? capabilities(findings) : findings(topic, findings));
        });
        return lines;
    }

    private List<String> head(Inspected inspected) {
        var process = inspected.process();
        String numbers = process.status().numbers().size() < 2
                ? ""
                : " (inside: %d)"
                        .formatted(process.status()
                                .numbers()
                                .get(process.status().numbers().size() - 1));
        String image = inspected
                .subject()
                .container()
                .map(container -> "  of image " + container.image())
                .orElse("");
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(fit("%s  process %d%s  %s%s"
                .formatted(
                        inspected.subject().name(),
                        process.pid(),
                        numbers,
                        process.status().name(),
                        image))));
        CgroupFindings.group(inspected).ifPresent(group -> lines.add(paint.dim(fit("  in group " + group))));
        return lines;
    }

    private List<String> findings(Topic topic, List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        boolean namespaces = topic == Topic.NAMESPACES;
        findings.stream()
                .filter(finding -> finding.weight() != Weight.DETAIL)
                .filter(finding -> !namespaces || !together(finding))
                .forEach(finding -> lines.addAll(lines(finding, finding.fact() + ": " + finding.means())));
        if (namespaces) {
            lines.addAll(together(findings, Weight.PLAIN));
            lines.addAll(together(findings, Weight.WALL));
        }
        long hidden = findings.stream().filter(f -> f.weight() == Weight.DETAIL).count();
        if (hidden > 0) {
            lines.add(paint.dim("    and %d more, harmless (--json)".formatted(hidden)));
        }
        return lines;
    }

    /** Namespaces of which there is no more to say than whose they are. */
    private static boolean together(Finding finding) {
        return finding.weight() == Weight.PLAIN || finding.weight() == Weight.WALL;
    }

    private List<String> together(List<Finding> findings, Weight weight) {
        List<Finding> alike =
                findings.stream().filter(finding -> finding.weight() == weight).toList();
        String words = alike.stream().map(Finding::key).collect(Collectors.joining(" "));
        return alike.isEmpty()
                ? List.of()
                : lines(new Finding(alike.get(0).topic(), alike.get(0).fact(), "", "", weight), words);
    }

    /** Those in the same sets stand together, so that the sets are named once. */
    private List<String> capabilities(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        Map<String, List<Finding>> bySets = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding.key().startsWith("CAP_")) {
                bySets.computeIfAbsent(finding.fact(), sets -> new ArrayList<>())
                        .add(finding);
            } else {
                lines.addAll(lines(finding, finding.fact() + ": " + finding.means()));
            }
        }
        bySets.forEach((sets, held) -> {
            lines.add(paint.dim(fit("  in %s (%d)".formatted(sets.replace(" ", ", "), held.size()))));
            boolean many = held.size() > MOST_CAPABILITIES;
            held.stream()
                    .filter(finding -> !brief(finding, many))
                    .forEach(finding -> lines.addAll(lines(finding, finding.means())));
            lines.addAll(
                    names(held.stream().filter(finding -> brief(finding, many)).toList()));
        });
        return lines;
    }

    private static boolean brief(Finding finding, boolean many) {
        return finding.weight() == Weight.DETAIL || (many && finding.weight() == Weight.PLAIN);
    }

    private List<String> names(List<Finding> findings) {
        if (findings.isEmpty()) {
            return List.of();
        }
        String names = findings.stream().map(Finding::key).collect(Collectors.joining(" "));
        return Fold.wrap(names, width - 5).stream()
                .map(line -> paint.dim("    " + line))
                .toList();
    }

    private List<String> lines(Finding finding, String text) {
        String mark = switch (finding.weight()) {
            case OPEN -> paint.bad("✗");
            case WEAK -> paint.notable("!");
            case PLAIN, DETAIL -> paint.dim("·");
            case WALL -> paint.good("✔");
        };
        boolean longKey = finding.key().length() > KEY;
        List<String> lines = new ArrayList<>();
        String key = longKey ? finding.key() + " " : pad(finding.key());
        List<String> wrapped = Fold.wrap(longKey ? key + " " + text : text, width - (longKey ? 5 : KEY + 6));
        for (int i = 0; i < wrapped.size(); i++) {
            String start = i > 0 ? " ".repeat(longKey ? 4 : KEY + 5) : "  " + mark + " " + (longKey ? "" : key + " ");
            lines.add(start + wrapped.get(i));
        }
        return lines;
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(0, KEY - text.length()));
    }

    private String fit(String line) {
        return Fold.fit(Printable.text(line), width - 1);
    }
}
