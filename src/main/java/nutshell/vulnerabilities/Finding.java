package nutshell.vulnerabilities;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nutshell.packages.InstalledPackage;

/**
 * A flaw of something installed, and what is to be made of it.
 *
 * @param flaw its CVE number, or what else it is known by
 * @param packages all that were built from one source
 * @param because the claims that led to the verdict, strangers' text
 * @param fixedIn the first version above this one that has it no longer
 * @param records that speak of it
 */
public record Finding(
        String flaw,
        List<InstalledPackage> packages,
        Verdict verdict,
        List<String> because,
        Optional<String> fixedIn,
        List<Score> scores,
        List<String> records,
        String summary) {

    /** What matters most comes first. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::flaw)
            .thenComparing(finding -> finding.first().name());

    public Finding {
        packages = List.copyOf(packages);
        because = List.copyOf(because);
        scores = List.copyOf(scores);
        records = List.copyOf(records);
    }

    public InstalledPackage first() {
        return packages.get(0);
    }

    /** The worst that any of the scores says. */
    public Severity severity() {
        return scores.stream()
                .map(Score::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.UNKNOWN);
    }

    public List<String> whyScoresDiffer() {
        return ScoreDifferences.why(scores);
    }
}
