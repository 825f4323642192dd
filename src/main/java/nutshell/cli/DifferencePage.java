package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.inspect.Difference;
import nutshell.inspect.Finding;
import nutshell.inspect.Inspected;
import nutshell.inspect.Topic;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;

/** Draws what two processes do not have in common, and nothing else. */
final class DifferencePage {

    /** As wide as the longest name of a capability. */
    private static final int KEY = 23;

    private final Paint paint;
    private final int width;

    DifferencePage(Paint paint, int width) {
        this.paint = paint;
        this.width = Math.max(50, width);
    }

    List<String> of(Inspected one, Inspected other) {
        String first = name(one, other);
        String second = name(other, one);
        int label = Math.min(24, Math.max(first.length(), second.length()));
        List<Difference> differences = Difference.between(one, other);
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(fit("%s against %s: %s".formatted(first, second, count(differences.size())))));
        Optional<Topic> topic = Optional.empty();
        for (List<Difference> alike : alike(differences)) {
            Topic of = alike.get(0).topic();
            if (topic.filter(of::equals).isEmpty()) {
                lines.add(paint.strong(of.title()));
            }
            topic = Optional.of(of);
            lines.addAll(what(alike));
            lines.add(side(first, label, alike.get(0).one()));
            lines.add(side(second, label, alike.get(0).other()));
        }
        List<Namespace> together = Difference.together(one, other);
        if (!together.isEmpty()) {
            lines.add("  in one namespace together: "
                    + together.stream().map(Namespace::word).collect(Collectors.joining(" ")));
        }
        return lines;
    }

    /** Those with the same two sides stand together, so that the sides are told once. */
    private static List<List<Difference>> alike(List<Difference> differences) {
        Map<String, List<Difference>> groups = new LinkedHashMap<>();
        differences.forEach(difference -> groups.computeIfAbsent(
                        difference.topic() + "\n" + fact(difference.one()) + "\n" + fact(difference.other()),
                        sides -> new ArrayList<>())
                .add(difference));
        return List.copyOf(groups.values());
    }

    private List<String> what(List<Difference> alike) {
        List<String> lines = new ArrayList<>();
        boolean oneMeaning = alike.size() > 1
                && alike.stream().map(Difference::means).distinct().count() == 1;
        if (oneMeaning) {
            String keys = alike.stream().map(Difference::key).collect(Collectors.joining(" "));
            String mark = mark(alike.get(0));
            for (String line : Fold.wrap(keys + " — " + alike.get(0).means(), width - 5)) {
                lines.add((lines.isEmpty() ? "  " + mark + " " : "    ") + line);
            }
        } else {
            alike.forEach(difference -> lines.addAll(what(difference)));
        }
        return lines;
    }

    private List<String> what(Difference difference) {
        String key = Fold.fit(difference.key(), width - 30);
        int column = Math.max(KEY, key.length() + 1);
        List<String> lines = new ArrayList<>();
        for (String line : Fold.wrap(difference.means(), width - 5 - column)) {
            lines.add(
                    lines.isEmpty()
                            ? "  " + mark(difference) + " " + key + " ".repeat(column - key.length()) + line
                            : " ".repeat(4 + column) + line);
        }
        return lines;
    }

    private String mark(Difference difference) {
        return difference.isWorse() ? paint.bad("≠") : paint.notable("≠");
    }

    private static String fact(Optional<Finding> finding) {
        return finding.map(Finding::fact).orElse("not there");
    }

    /** By the number too where both are called the same. */
    private static String name(Inspected one, Inspected other) {
        String name = Printable.text(one.subject().name(), 60);
        return name.equals(other.subject().name()) ? name + " " + one.process().pid() : name;
    }

    private static String count(int differences) {
        return switch (differences) {
            case 0 -> "no difference";
            case 1 -> "1 difference";
            default -> differences + " differences";
        };
    }

    private String side(String name, int label, Optional<Finding> finding) {
        String fact = fact(finding);
        return fit("      %s  %s"
                .formatted(Fold.fit(name, label) + " ".repeat(Math.max(0, label - name.length())), fact));
    }

    private String fit(String line) {
        return Fold.fit(line, width - 1);
    }
}
