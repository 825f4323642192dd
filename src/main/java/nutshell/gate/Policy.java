package nutshell.gate;

import java.nio.file.Path;
import java.util.List;

/** What images must satisfy to pass. */
public record Policy(List<Rule> rules) {

    /** Reads a policy of YAML; {@code labs/policies/example.yaml} has every key. */
    public static Policy read(Path file) {
        return new PolicyReader(file).read();
    }

    /** Every violation, in the order of the rules; none where the image passes. */
    public List<Violation> judge(Candidate candidate) {
        return rules.stream()
                .flatMap(rule -> rule.judge(candidate).stream())
                .distinct()
                .toList();
    }
}
