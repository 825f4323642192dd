package nutshell.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.namespaces.Namespace;

/** One thing that two processes do not have in common, with what each side's means. */
public record Difference(Topic topic, String key, Optional<Finding> one, Optional<Finding> other) {

    /** All differences, by topic; none where both would be told in the same words. */
    public static List<Difference> between(Inspected one, Inspected other) {
        Map<String, Finding> ones = byKey(one.findings());
        Map<String, Finding> others = byKey(other.findings());
        List<Difference> differences = new ArrayList<>();
        ones.forEach((key, finding) -> {
            Optional<Finding> counterpart = Optional.ofNullable(others.get(key));
            if (counterpart.map(Finding::fact).filter(finding.fact()::equals).isEmpty()) {
                differences.add(new Difference(finding.topic(), finding.key(), Optional.of(finding), counterpart));
            }
        });
        others.forEach((key, finding) -> {
            if (!ones.containsKey(key)) {
                differences.add(new Difference(finding.topic(), finding.key(), Optional.empty(), Optional.of(finding)));
            }
        });
        differences.sort(java.util.Comparator.comparing(Difference::topic));
        return differences;
    }

    /** The namespaces of their own that both are in together, as a container that joined another's. */
    public static List<Namespace> together(Inspected one, Inspected other) {
        return java.util.Arrays.stream(Namespace.values())
                .filter(namespace -> one.owns(namespace) && other.owns(namespace))
                .filter(namespace -> one.process()
                        .namespace(namespace)
                        .fact()
                        .equals(other.process().namespace(namespace).fact()))
                .toList();
    }

    /** What the difference means: what it is for the side that has more, which is the one to know about. */
    public String means() {
        return one.filter(finding -> isWorse())
                .or(() -> other)
                .or(() -> one)
                .map(Finding::means)
                .orElse("");
    }

    /** Whether the first side is the more open one. */
    public boolean isWorse() {
        Weight mine = one.map(Finding::weight).orElse(Weight.PLAIN);
        Weight theirs = other.map(Finding::weight).orElse(Weight.PLAIN);
        return mine.compareTo(theirs) < 0;
    }

    private static Map<String, Finding> byKey(List<Finding> findings) {
        Map<String, Finding> byKey = new LinkedHashMap<>();
        findings.forEach(finding -> byKey.put(finding.topic() + " " + finding.key(), finding));
        return byKey;
    }
}
