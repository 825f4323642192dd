package nutshell.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nutshell.checklist.Assessed;
import nutshell.checklist.Finding;
import nutshell.checklist.Standing;

/** What every report says the same way: findings grouped, the worst first, never a wall of text. */
public final class Wording {

    /** Findings that read alike are told once, with their subjects. */
    public record Line(Standing standing, List<String> subjects, String fact) {}

    private Wording() {}

    /** Weak, unknown and asked ones by fact; of good ones only how many, beyond the first. */
    public static List<Line> lines(Assessed assessed) {
        List<Line> lines = new ArrayList<>();
        for (Standing standing : Standing.values()) {
            Map<String, List<String>> byFact = new TreeMap<>();
            for (Finding finding : assessed.evidence()) {
                if (finding.standing() == standing) {
                    byFact.computeIfAbsent(finding.fact(), fact -> new ArrayList<>())
                            .add(finding.subject());
                }
            }
            byFact.forEach((fact, subjects) -> lines.add(new Line(standing, List.copyOf(subjects), fact)));
        }
        return lines;
    }
}
