package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nutshell.packages.InstalledPackage;
import nutshell.refusals.Printable;
import nutshell.vulnerabilities.Finding;
import nutshell.vulnerabilities.Score;
import nutshell.vulnerabilities.Verdict;

/** A finding in a few lines, or with everything that is known of it. */
final class FindingPage {

    private static final int LABEL = 14;
    private static final int PACKAGES_TOLD = 4;

    private final Paint paint;
    private final int width;

    FindingPage(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    List<String> brief(Finding finding) {
        List<String> lines = new ArrayList<>(head(finding));
        finding.because().forEach(reason -> lines.addAll(labelled("", Printable.text(reason, 400))));
        if (finding.verdict().counts()) {
            lines.addAll(labelled("scores", scores(finding)));
        }
        return lines;
    }

    List<String> full(Finding finding) {
        List<String> lines = new ArrayList<>(head(finding));
        if (!finding.summary().isEmpty()) {
            lines.addAll(labelled("", Printable.text(finding.summary(), 400)));
        }
        lines.addAll(labelled("that means", finding.verdict().means()));
        finding.because().forEach(reason -> lines.addAll(labelled("said", Printable.text(reason, 400))));
        finding.fixedIn().ifPresent(fixed -> lines.addAll(labelled("fixed in", Printable.text(fixed, 100))));
        finding.packages().forEach(installed -> lines.addAll(labelled("installed", installed(installed))));
        finding.scores().forEach(score -> lines.addAll(labelled("CVSS " + score.version(), score(score))));
        finding.whyScoresDiffer().forEach(reason -> lines.addAll(labelled("they differ", reason)));
        lines.addAll(labelled("records", Printable.text(String.join(", ", finding.records()), 400)));
        return lines;
    }

    private List<String> head(Finding finding) {
        String verdict = finding.verdict().word();
        String painted = finding.verdict() == Verdict.VULNERABLE
                ? paint.bad(verdict)
                : finding.verdict() == Verdict.PATCHED ? paint.good(verdict) : paint.notable(verdict);
        String severity = finding.verdict().counts() ? finding.severity().word() : "-";
        return List.of("  %s%s %-9s %s%s %s"
                .formatted(
                        painted,
                        " ".repeat(Math.max(1, LABEL - 2 - verdict.length())),
                        severity,
                        paint.strong(Printable.text(finding.flaw(), 60)),
                        " ".repeat(Math.max(1, 16 - finding.flaw().length())),
                        packages(finding)));
    }

    private static String packages(Finding finding) {
        String names = finding.packages().stream()
                .limit(PACKAGES_TOLD)
                .map(InstalledPackage::name)
                .map(name -> Printable.text(name, 100))
                .collect(Collectors.joining(", "));
        int more = finding.packages().size() - PACKAGES_TOLD;
        return names + (more > 0 ? " and " + more + " more" : "") + " "
                + Printable.text(finding.first().version(), 100);
    }

    private static String installed(InstalledPackage installed) {
        return Printable.text(
                "%s %s (%s, %s)"
                        .formatted(
                                installed.name(),
                                installed.version(),
                                installed.packaging().word(),
                                installed.where()),
                400);
    }

    private static String scores(Finding finding) {
        return finding.scores().isEmpty()
                ? "nobody has given one: not known, which is not mild"
                : finding.scores().stream()
                        .map(score -> "CVSS %s: %s".formatted(score.version(), number(score)))
                        .collect(Collectors.joining(" · "));
    }

    private static String score(Score score) {
        return number(score) + "   " + Printable.text(score.vector(), 200);
    }

    private static String number(Score score) {
        return String.format(
                Locale.ROOT, "%.1f %s", score.base(), score.severity().word());
    }

    List<String> warned(String label, String text) {
        return labelled(
                paint.notable(label) + " ".repeat(Math.max(0, LABEL - 2 - label.length())), text, label.length());
    }

    List<String> labelled(String label, String text) {
        return labelled("%-12s".formatted(label), text, label.length());
    }

    private List<String> labelled(String shown, String text, int length) {
        List<String> lines = new ArrayList<>();
        String front = "  " + shown + (length > LABEL - 3 ? " " : "");
        for (String line : Fold.wrap(text, width - LABEL - 2)) {
            lines.add(front + line);
            front = " ".repeat(LABEL);
        }
        return lines;
    }
}
