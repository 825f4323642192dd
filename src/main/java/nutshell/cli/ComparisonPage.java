package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nutshell.refusals.Printable;
import nutshell.vulnerabilities.Comparison;

/** Several scanners' words on the same, side by side; below each row why they differ. */
final class ComparisonPage {

    private final Paint paint;
    private final int width;

    ComparisonPage(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>(List.of("", paint.strong("who says what")));
        for (Comparison.Row row : comparison.rows()) {
            String words = row.says().entrySet().stream()
                    .map(said -> Printable.text(said.getKey() + ": " + said.getValue(), 60))
                    .collect(Collectors.joining("   "));
            lines.add("  %s %-16s %s"
                    .formatted(
                            row.agreed() ? paint.good("=") : paint.notable("≠"),
                            Printable.text(row.flaw(), 60),
                            Printable.text(row.name(), 100)));
            lines.add("    " + words);
            row.why()
                    .forEach(reason -> Fold.wrap(Printable.text(reason, 600), width - 8)
                            .forEach(line -> lines.add("      " + paint.dim(line))));
        }
        long differ = comparison.rows().stream().filter(row -> !row.agreed()).count();
        lines.add("  %d flaws of packages, told differently: %d"
                .formatted(comparison.rows().size(), differ));
        return lines;
    }
}
