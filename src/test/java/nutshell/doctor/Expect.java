package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;

/** What the tests of probes ask of an examination. */
final class Expect {

    private Expect() {}

    static List<String> ids(Facts facts) {
        return Probes.findings(facts).stream().map(Finding::id).toList();
    }

    /** Returns the one finding this machine must have, and no other beside it. */
    static Finding only(String id, Facts facts) {
        List<Finding> findings = Probes.findings(facts);
        assertEquals(List.of(id), findings.stream().map(Finding::id).toList());
        Finding finding = findings.get(0);
        assertFalse(finding.what().isBlank()
                || finding.cause().isBlank()
                || finding.remedy().isBlank());
        return finding;
    }

    static Finding among(String id, Facts facts) {
        return Probes.findings(facts).stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + ids(facts)));
    }
}
