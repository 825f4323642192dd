package nutshell.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.labs.Verdict;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** What {@code lab verify} found, for a person and for a script. */
final class LabVerification {

    private LabVerification() {}

    static List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        String name = Printable.text(verdict.lab());
        if (verdict.failed()) {
            lines.add("failed   " + name);
            verdict.faults().forEach(fault -> lines.add("           " + told(fault)));
        } else if (verdict.skipped().isPresent()) {
            lines.add("skipped  %-24s %s".formatted(name, verdict.skipped().get()));
        } else {
            lines.add("verified %-24s %3d looks, the slowest %.1f ms; %d ms in all"
                    .formatted(name, verdict.observations(), verdict.slowestLookMicros() / 1000.0, verdict.millis()));
        }
        return lines;
    }

    /** What a program inside has printed may be part of a fault. */
    private static String told(String fault) {
        return Printable.text(fault.replaceAll("\\s*\\n\\s*", " — "), 600);
    }

    static String summary(List<Verdict> verdicts) {
        return "%d verified, %d skipped, %d failed, in %.1f s"
                .formatted(
                        verdicts.stream()
                                .filter(v -> !v.failed() && v.skipped().isEmpty())
                                .count(),
                        verdicts.stream()
                                .filter(v -> !v.failed() && v.skipped().isPresent())
                                .count(),
                        verdicts.stream().filter(Verdict::failed).count(),
                        verdicts.stream().mapToLong(Verdict::millis).sum() / 1000.0);
    }

    /** {@code nutshell.lab-verify/1}. */
    static Map<String, Object> json(List<Verdict> verdicts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", "nutshell.lab-verify/1");
        document.put("labs", verdicts.stream().map(LabVerification::json).toList());
        return document;
    }

    private static Map<String, @Nullable Object> json(Verdict verdict) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", verdict.lab());
        json.put("outcome", verdict.failed() ? "failed" : verdict.skipped().isPresent() ? "skipped" : "verified");
        json.put("why", verdict.skipped().orElse(null));
        json.put("faults", verdict.faults().stream().map(LabVerification::told).toList());
        json.put("looks", verdict.observations());
        json.put("slowest_look_ms", verdict.slowestLookMicros() / 1000.0);
        json.put("millis", verdict.millis());
        return json;
    }
}
