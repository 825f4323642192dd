package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.packages.Distribution;
import nutshell.refusals.Printable;
import nutshell.vulnerabilities.Comparison;
import nutshell.vulnerabilities.Finding;
import nutshell.vulnerabilities.Scan;
import nutshell.vulnerabilities.Severity;
import nutshell.vulnerabilities.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A scan of one thing, told.
 *
 * @param ownData whether somebody has brought vulnerability data; the labs' few records judge nothing real
 * @param full every finding with all that is known of it
 */
record ScanReport(String target, Scan scan, boolean ownData, boolean full, Optional<Comparison> comparison)
        implements Told {

    @Override
    public Optional<Severity> worst() {
        return scan.worst();
    }

    @Override
    public List<String> lines(Paint paint, int width) {
        FindingPage page = new FindingPage(paint, width);
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(Printable.text(target, 200)) + "   " + system() + ", " + packages());
        lines.addAll(page.labelled("data", dataWords()));
        scan.doubts().forEach(doubt -> lines.addAll(page.warned("not known", Printable.text(doubt, 400))));
        for (Finding finding : scan.findings()) {
            lines.add("");
            lines.addAll(full ? page.full(finding) : page.brief(finding));
        }
        comparison.ifPresent(compared -> lines.addAll(new ComparisonPage(paint, width).lines(compared)));
        lines.add("");
        lines.add("  " + summary());
        return lines;
    }

    private String packages() {
        int number = scan.inventory().packages().size();
        return number == 1 ? "1 package" : number + " packages";
    }

    private String system() {
        return scan.inventory()
                .distribution()
                .map(Distribution::name)
                .map(name -> Printable.text(name, 100))
                .orElse("no distribution");
    }

    private String dataWords() {
        return ownData
                ? scan.records() + " records"
                : scan.records()
                        + " records, those of lab 28: enough to learn with, not to judge by. Your own: --db DIR";
    }

    private String summary() {
        String counts = "%d vulnerable, %d unconfirmed, %d patched"
                .formatted(
                        scan.count(Verdict.VULNERABLE), scan.count(Verdict.UNCONFIRMED), scan.count(Verdict.PATCHED));
        return scan.findings().isEmpty() && !scan.doubts().isEmpty() ? counts + ": of what could be read" : counts;
    }

    /** {@code nutshell.scan/1}. */
    @Override
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.schema("nutshell.scan/1");
        json.put("target", target);
        json.putAll(ScanJson.of(scan, ownData));
        comparison.ifPresent(compared -> json.put("comparison", ScanJson.of(compared)));
        return json;
    }
}
