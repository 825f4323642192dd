package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
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
        for (Difference difference : differences) {
            if (topic.filter(difference.topic()::equals).isEmpty()) {
                lines.add(paint.strong(difference.topic().title()));
            }
            topic = Optional.of(difference.topic());
            lines.add(
                    "  " + (difference.isWorse() ? paint.bad("≠") : paint.notable("≠")) + " " + fit(difference.key()));
            lines.add(side(first, label, difference.one()));
            lines.add(side(second, label, difference.other()));
            Tell.wrap(difference.means(), width - 7).forEach(line -> lines.add(paint.dim("      " + line)));
        }
        List<Namespace> together = Difference.together(one, other);
        if (!together.isEmpty()) {
            lines.add("  in one namespace together: "
                    + together.stream().map(Namespace::word).collect(Collectors.joining(" ")));
        }
        return lines;
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
        String fact = finding.map(Finding::fact).orElse("not there");
        return fit("      %s  %s"
                .formatted(Tell.fit(name, label) + " ".repeat(Math.max(0, label - name.length())), fact));
    }

    private String fit(String line) {
        return Tell.fit(line, width - 1);
    }
}
