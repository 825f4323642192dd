package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;
import nutshell.evidence.Evidence;
import nutshell.evidence.Facts;

/** Findings about one subject as a rule makes them: each names the fact it rests on, and so where that was read. */
final class Verdict {

    private final Facts facts;
    private final List<Finding> findings = new ArrayList<>();

    Verdict(Facts facts) {
        this.facts = facts;
    }

    Verdict weak(String fact, String says) {
        return add(fact, says, Standing.WEAK);
    }

    Verdict good(String fact, String says) {
        return add(fact, says, Standing.GOOD);
    }

    Verdict ask(String fact, String says) {
        return add(fact, says, Standing.ASK);
    }

    Verdict when(boolean bad, String fact, String weak, String good) {
        return bad ? weak(fact, weak) : good(fact, good);
    }

    /** Weighs a fact if it was seen; if not, that is the finding. */
    Verdict on(String fact, Consumer<JsonNode> weigh) {
        Evidence<JsonNode> evidence = facts.get(fact);
        evidence.fact().ifPresentOrElse(weigh, () -> unknown(evidence));
        return this;
    }

    /** Says good where nothing else has been said, and only if the fact was seen. */
    Verdict otherwise(String fact, String good) {
        return findings.isEmpty() ? on(fact, seen -> good(fact, good)) : this;
    }

    private void unknown(Evidence<JsonNode> evidence) {
        findings.add(new Finding(
                evidence.source(),
                facts.subject(),
                "could not be read: " + remedied(evidence.unseen().orElse("not seen")),
                Standing.UNKNOWN));
    }

    private static String remedied(String reason) {
        return reason.startsWith("permission denied") && !reason.contains("sudo")
                ? reason + " (sudo nutshell check)"
                : reason;
    }

    private Verdict add(String fact, String says, Standing standing) {
        findings.add(new Finding(facts.get(fact).source(), facts.subject(), says, standing));
        return this;
    }

    /** Adds what another verdict on the same subject found. */
    void include(Verdict other) {
        findings.addAll(other.findings);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** As many names as one reads, and how many more there are. */
    static String some(List<String> names) {
        List<String> shown = names.subList(0, Math.min(8, names.size()));
        return String.join(" ", shown) + (names.size() > 8 ? " and %d more".formatted(names.size() - 8) : "");
    }
}
