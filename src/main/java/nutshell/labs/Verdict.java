package nutshell.labs;

import java.util.List;
import java.util.Optional;

/**
 * What came of playing a lab.
 *
 * @param skipped why this machine cannot do it
 * @param faults what is wrong, each with file and line; none where the lab keeps its promises
 * @param slowestLookMicros the longest that one observation took
 */
public record Verdict(
        String lab,
        Optional<String> skipped,
        List<String> faults,
        int observations,
        long millis,
        long slowestLookMicros) {

    public Verdict {
        faults = List.copyOf(faults);
    }

    public boolean failed() {
        return !faults.isEmpty();
    }
}
