package nutshell.vulnerabilities;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why one flaw has several numbers: what each version of CVSS asks, and how these vectors answer. */
final class ScoreDifferences {

    private ScoreDifferences() {}

    static List<String> why(List<Score> scores) {
        Optional<Map<String, String>> two = metrics(scores, "2.");
        Optional<Map<String, String>> three = metrics(scores, "3.");
        Optional<Map<String, String>> four = metrics(scores, "4.");
        List<String> reasons = new ArrayList<>();
        two.ifPresent(old -> three.ifPresent(young -> reasons.addAll(twoAndThree(old, young))));
        (three.isPresent() ? three : two)
                .ifPresent(old -> four.ifPresent(young -> reasons.addAll(upToFour(old, young))));
        return reasons;
    }

    private static Optional<Map<String, String>> metrics(List<Score> scores, String version) {
        return scores.stream()
                .filter(score -> score.version().startsWith(version))
                .findFirst()
                .map(Score::metrics);
    }

    private static List<String> twoAndThree(Map<String, String> two, Map<String, String> three) {
        List<String> reasons = new ArrayList<>();
        reasons.add("v2 calls 7.0 and above high and knows nothing higher; v3 calls 9.0 and above critical");
        for (String impact : List.of("C", "I", "A")) {
            if (is(two, impact, "P") && is(three, impact, "H")) {
                reasons.add(
                        "%s: v2 says partial, as not everything is reached at once; v3 says high, as what is reached is what counts"
                                .formatted(impactName(impact)));
            }
        }
        if (is(two, "AC", "M") && is(three, "AC", "L")) {
            reasons.add("attack complexity: v2's medium covers whatever needs luck or a person; v3 says low, and "
                    + (is(three, "UI", "R") ? "counts the person apart (UI:R)" : "needs no person either (UI:N)"));
        }
        if (is(three, "S", "C")) {
            reasons.add("scope: v3 counts that it reaches beyond the flawed program (S:C); v2 cannot say so");
        }
        if (is(two, "Au", "N") && !is(three, "PR", "N")) {
            reasons.add(
                    "privileges: v2 asks for logins (Au), v3 for rights (PR:" + three.getOrDefault("PR", "?") + ")");
        }
        return reasons;
    }

    private static List<String> upToFour(Map<String, String> before, Map<String, String> four) {
        List<String> reasons = new ArrayList<>();
        reasons.add("v4 has no formula: experts have put vectors in order, and the number is a place in that order");
        boolean beyond = Stream.of("SC", "SI", "SA").anyMatch(metric -> !is(four, metric, "N"));
        if (is(before, "S", "C")) {
            reasons.add(
                    beyond
                            ? "scope is gone in v4: what lies beyond the flawed program is scored itself (SC, SI, SA)"
                            : "scope is gone in v4, and this vector claims nothing beyond the flawed program");
        } else if (!beyond) {
            reasons.add(
                    "v4 asks for harm to other systems apart (SC, SI, SA): none is claimed, which is less than the worst");
        }
        if (is(four, "AT", "P")) {
            reasons.add("v4 asks whether the target must be set up in a certain way: it must (AT:P)");
        }
        return reasons;
    }

    private static boolean is(Map<String, String> metrics, String name, String value) {
        return value.equals(metrics.get(name));
    }

    private static String impactName(String metric) {
        return switch (metric) {
            case "C" -> "confidentiality";
            case "I" -> "integrity";
            default -> "availability";
        };
    }
}
