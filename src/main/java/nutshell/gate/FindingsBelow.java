package nutshell.gate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.refusals.Printable;

/** Demands that no flaw is as severe as this, unless it is waived; what nobody has scored counts as severe. */
record FindingsBelow(String severity, List<Waiver> waivers) implements Rule {

    /** From mild to severe. */
    static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    @Override
    public String key() {
        return "findings";
    }

    @Override
    public List<Violation> judge(Candidate candidate) {
        Optional<Violation> missing = ScanDocument.missing(candidate);
        if (missing.isPresent()) {
            return List.of(missing.get());
        }
        LocalDate today = LocalDate.now(candidate.clock());
        List<Violation> violations = new ArrayList<>();
        for (ScanDocument.Found found :
                candidate.scan().map(ScanDocument::findings).orElse(List.of())) {
            if (isSevere(found.severity())) {
                judge(found, today, violations);
            }
        }
        return violations;
    }

    private boolean isSevere(String found) {
        String word = found.toLowerCase(Locale.ROOT);
        return !word.equals("none")
                && (!SEVERITIES.contains(word) || SEVERITIES.indexOf(word) >= SEVERITIES.indexOf(severity));
    }

    private void judge(ScanDocument.Found found, LocalDate today, List<Violation> violations) {
        String flaw = Printable.text(found.flaw(), 80);
        List<Waiver> about = waivers.stream()
                .filter(waiver -> waiver.flaw().equals(found.flaw()))
                .toList();
        if (about.isEmpty()) {
            violations.add(new Violation("finding", "%s is %s".formatted(flaw, Printable.text(found.severity(), 20))));
        } else if (about.stream().allMatch(waiver -> waiver.until().isBefore(today))) {
            violations.add(new Violation(
                    "waiver-expired",
                    "%s was waived until %s".formatted(flaw, about.get(0).until())));
        }
    }
}
