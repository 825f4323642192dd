package nutshell.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.packages.Distribution;
import nutshell.packages.InstalledPackage;
import nutshell.vulnerabilities.Comparison;
import nutshell.vulnerabilities.Finding;
import nutshell.vulnerabilities.Scan;
import nutshell.vulnerabilities.Score;
import nutshell.vulnerabilities.Verdict;
import org.jspecify.annotations.Nullable;

/** A scan as scripts read it. */
final class ScanJson {

    private ScanJson() {}

    static Map<String, @Nullable Object> of(Scan scan, boolean ownData) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("image", scan.image().orElse(null));
        json.put("scanned_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put(
                "distribution",
                scan.inventory().distribution().map(ScanJson::of).orElse(null));
        json.put("packages", scan.inventory().packages().size());
        json.put("records", scan.records());
        json.put("labs_records_only", !ownData);
        json.put("not_known", scan.doubts());
        json.put("findings", scan.findings().stream().map(ScanJson::of).toList());
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            summary.put(verdict.word(), scan.count(verdict));
        }
        json.put("summary", summary);
        return json;
    }

    private static Map<String, Object> of(Distribution distribution) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", distribution.id());
        json.put("version", distribution.version());
        json.put("name", distribution.name());
        return json;
    }

    private static Map<String, @Nullable Object> of(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("flaw", finding.flaw());
        json.put("verdict", finding.verdict().word());
        json.put("severity", finding.severity().word());
        json.put("packages", finding.packages().stream().map(ScanJson::of).toList());
        json.put("because", finding.because());
        json.put("fixed_in", finding.fixedIn().orElse(null));
        json.put("scores", finding.scores().stream().map(ScanJson::of).toList());
        json.put("scores_differ", finding.whyScoresDiffer());
        json.put("records", finding.records());
        json.put("summary", finding.summary());
        return json;
    }

    private static Map<String, Object> of(InstalledPackage installed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("packaging", installed.packaging().word());
        json.put("name", installed.name());
        json.put("version", installed.version());
        json.put("source", installed.source());
        json.put("source_version", installed.sourceVersion());
        json.put("where", installed.where());
        return json;
    }

    private static Map<String, Object> of(Score score) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", score.version());
        json.put("vector", score.vector());
        json.put("base", score.base());
        json.put("severity", score.severity().word());
        return json;
    }

    static List<Map<String, Object>> of(Comparison comparison) {
        return comparison.rows().stream()
                .map(row -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("flaw", row.flaw());
                    json.put("package", row.name());
                    json.put("says", row.says());
                    json.put("why", row.why());
                    return json;
                })
                .toList();
    }
}
