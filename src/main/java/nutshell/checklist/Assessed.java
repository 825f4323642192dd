package nutshell.checklist;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.Facts;

/** One question with what was found for it here, the worst first, and what its owner answered. */
public record Assessed(Question question, List<Finding> evidence, Optional<Answer> answer) {

    public Assessed {
        boolean here = evidence.stream().anyMatch(each -> each.standing() != Standing.NOT_HERE);
        evidence = evidence.stream()
                .filter(each -> !here || each.standing() != Standing.NOT_HERE)
                .sorted(Comparator.comparing(Finding::standing).thenComparing(Finding::subject))
                .toList();
    }

    /** Puts a question to all facts of the kinds it names. */
    static Assessed of(Question question, Rule rule, List<Facts> facts, Optional<Answer> answer) {
        return new Assessed(
                question,
                facts.stream()
                        .filter(each -> question.collectors().contains(each.collector()))
                        .flatMap(each -> judge(rule, each).stream())
                        .distinct()
                        .toList(),
                answer);
    }

    private static List<Finding> judge(Rule rule, Facts facts) {
        if (facts.has(Facts.ALL)) {
            return List.of(told(facts, Facts.ALL, "could not be read: ", Standing.UNKNOWN));
        }
        if (facts.has(Facts.NONE)) {
            return List.of(told(facts, Facts.NONE, "", Standing.NOT_HERE));
        }
        return rule.judge(facts);
    }

    private static Finding told(Facts facts, String name, String how, Standing standing) {
        return new Finding(
                facts.get(name).source(),
                facts.subject(),
                how + facts.get(name).unseen().orElse(""),
                standing);
    }

    /** The worst of its evidence; a person's answer stands beside it and never hides it. */
    public Standing standing() {
        return Standing.worst(evidence.stream().map(Finding::standing).toList());
    }
}
