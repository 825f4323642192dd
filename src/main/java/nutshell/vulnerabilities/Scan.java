package nutshell.vulnerabilities;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nutshell.packages.InstalledPackage;
import nutshell.packages.Inventory;
import nutshell.packages.Packaging;

/**
 * What is installed somewhere, and what is known of that.
 *
 * @param image the id of the image that was scanned; empty for a tree, and for a part of a scan
 * @param records how many the database has: few records find little
 * @param doubts why less may have been found than there is
 */
public record Scan(
        Optional<String> image, Inventory inventory, int records, List<Finding> findings, List<String> doubts) {

    public Scan {
        findings = List.copyOf(findings);
        doubts = List.copyOf(doubts);
    }

    public static Scan of(Optional<String> image, Inventory inventory, Database database) {
        Matching matching = new Matching(inventory);
        database.read(matching::take);
        return new Scan(image, inventory, database.records(), matching.findings(), doubts(inventory));
    }

    /** What is not known is said: an empty list must not look like a clean one. */
    private static List<String> doubts(Inventory inventory) {
        List<String> doubts = new ArrayList<>(inventory.unread());
        boolean systemPackages = inventory.packages().stream()
                .map(InstalledPackage::packaging)
                .anyMatch(packaging -> packaging != Packaging.JAVA);
        if (inventory.packages().isEmpty()) {
            doubts.add(
                    "no package database and no Java archive was found: whatever is in there, nothing is known of it");
        } else if (systemPackages && inventory.distribution().isEmpty()) {
            doubts.add("no os-release: whose packages these are is not known, and only upstream's word counts");
        } else if (systemPackages
                && !inventory.distribution().map(Ecosystem::speaksOf).orElse(false)) {
            doubts.add("of this distribution no records are read here: only upstream's word counts");
        }
        return doubts;
    }

    /** The same of one flaw. */
    public Scan only(String flaw) {
        List<Finding> those = findings.stream()
                .filter(finding -> finding.flaw().equalsIgnoreCase(flaw)
                        || finding.records().stream().anyMatch(flaw::equalsIgnoreCase))
                .toList();
        return new Scan(Optional.empty(), inventory, records, those, doubts);
    }

    /** The worst that something must be done about. */
    public Optional<Severity> worst() {
        return findings.stream()
                .filter(finding -> finding.verdict().counts())
                .map(Finding::severity)
                .max(Comparator.naturalOrder());
    }

    public long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
