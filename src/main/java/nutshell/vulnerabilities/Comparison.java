package nutshell.vulnerabilities;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nutshell.packages.InstalledPackage;
import nutshell.vulnerabilities.ScannerReport.Entry;

/** What several scanners make of the same, row by row, and where they differ, why. */
public record Comparison(List<Row> rows) {

    /** Ourselves, among the scanners. */
    public static final String US = "nutshell";

    private static final String SILENT = "-";

    /**
     * One flaw of one package.
     *
     * @param says each scanner's word, {@code -} where it has none
     * @param why they differ, as far as their own words tell; empty where they do not
     */
    public record Row(String flaw, String name, Map<String, String> says, List<String> why) {

        /** All have the same to say. */
        public boolean agreed() {
            return why.isEmpty();
        }
    }

    private record Key(String flaw, String name) {}

    public Comparison {
        rows = List.copyOf(rows);
    }

    public static Comparison of(Scan scan, List<ScannerReport> reports) {
        Map<Key, Optional<Finding>> ours = new LinkedHashMap<>();
        scan.findings()
                .forEach(finding -> finding.packages()
                        .forEach(installed ->
                                ours.put(new Key(finding.flaw(), installed.name()), Optional.of(finding))));
        reports.forEach(report -> report.entries()
                .forEach(entry -> ours.putIfAbsent(new Key(entry.flaw(), entry.name()), Optional.empty())));
        return new Comparison(ours.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue(), scan, reports))
                .sorted(java.util.Comparator.comparing(Row::flaw).thenComparing(Row::name))
                .toList());
    }

    private static Row row(Key key, Optional<Finding> ours, Scan scan, List<ScannerReport> reports) {
        Map<String, String> says = new LinkedHashMap<>();
        says.put(US, ours.map(Comparison::word).orElse(SILENT));
        Map<String, Entry> theirs = new TreeMap<>();
        for (ScannerReport report : reports) {
            Optional<Entry> entry = report.entries().stream()
                    .filter(each -> each.isOf(key.flaw()) && each.name().equals(key.name()))
                    .findFirst();
            says.put(report.scanner(), entry.map(Entry::severity).orElse(SILENT));
            entry.ifPresent(each -> theirs.put(report.scanner(), each));
        }
        return new Row(key.flaw(), key.name(), says, why(key, ours, scan, theirs, reports.size()));
    }

    private static String word(Finding finding) {
        return finding.verdict() == Verdict.VULNERABLE
                ? finding.severity().word()
                : finding.verdict().word();
    }

    private static List<String> why(
            Key key, Optional<Finding> ours, Scan scan, Map<String, Entry> theirs, int scanners) {
        List<String> reasons = new ArrayList<>();
        if (ours.isEmpty()) {
            reasons.add(silence(key, scan));
        }
        ours.ifPresent(finding -> theirs.forEach(
                (scanner, entry) -> against(finding, scanner, entry).ifPresent(reasons::add)));
        if (theirs.size() < scanners
                && ours.filter(finding -> finding.verdict().counts()).isPresent()) {
            reasons.add(
                    "not everybody lists it: their data may be older, not speak of this package, or leave out what nobody will fix");
        }
        if (ours.filter(finding -> !finding.verdict().counts()).isPresent() && theirs.isEmpty()) {
            reasons.add("upstream's numbers alone would have listed it: "
                    + String.join("; ", ours.orElseThrow().because()));
        }
        if (new LinkedHashSet<>(theirs.values().stream().map(Entry::severity).toList()).size() > 1) {
            reasons.add("the others differ among themselves: each takes another's word for the severity");
        }
        return reasons;
    }

    /** We know nothing of it: the package is not there, is another version, or our data does not speak of it. */
    private static String silence(Key key, Scan scan) {
        List<InstalledPackage> there = scan.inventory().packages().stream()
                .filter(installed -> installed.name().equals(key.name()))
                .toList();
        return there.isEmpty()
                ? "we have found no package of that name in what was scanned"
                : "we have found the package (%s), and among our %d records none that says this version has it"
                        .formatted(there.get(0).version(), scan.records());
    }

    private static Optional<String> against(Finding finding, String scanner, Entry entry) {
        Set<String> versions = Set.copyOf(
                finding.packages().stream().map(InstalledPackage::version).toList());
        if (!entry.version().isEmpty() && !versions.contains(entry.version())) {
            return Optional.of("%s speaks of another version: %s".formatted(scanner, entry.version()));
        }
        if (finding.verdict() == Verdict.PATCHED) {
            return Optional.of(
                    "%s goes by %s; but %s".formatted(scanner, entry.source(), String.join("; ", finding.because())));
        }
        if (!entry.severity().equals(finding.severity().word())) {
            return Optional.of("%s says %s by the word of %s, our %s is the worst of the scores given"
                    .formatted(
                            scanner,
                            entry.severity(),
                            entry.source(),
                            finding.severity().word()));
        }
        return Optional.empty();
    }
}
