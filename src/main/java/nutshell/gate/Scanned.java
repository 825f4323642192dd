package nutshell.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Demands a scan of this very image, not too long ago: what is known today was not known then. */
record Scanned(int withinDays) implements Rule {

    @Override
    public String key() {
        return "scanned";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        Optional<Violation> missing = ScanDocument.missing(candidate);
        return missing.map(List::of)
                .orElseGet(() -> judge(candidate, candidate.scan().flatMap(ScanDocument::at)));
    }

    private List<Violation> judge(Candidate candidate, Optional<Instant> scanned) {
        Instant now = candidate.clock().instant();
        boolean fresh = scanned.filter(at -> !at.isAfter(now.plus(Duration.ofHours(1)))
                        && !at.isBefore(now.minus(Duration.ofDays(withinDays))))
                .isPresent();
        return fresh
                ? List.of()
                : List.of(new Violation(
                        "scan-too-old",
                        "it was scanned %s, and at most %d days ago is asked for"
                                .formatted(scanned.map(Instant::toString).orElse("nobody knows when"), withinDays)));
    }
}
