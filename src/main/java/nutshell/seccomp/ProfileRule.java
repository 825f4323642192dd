package nutshell.seccomp;

import java.util.List;
import java.util.stream.Stream;

/** A rule of a profile for several calls, which counts where the facts are so. */
record ProfileRule(List<String> calls, Action action, List<Condition> conditions, Facts includes, Facts excludes) {

    ProfileRule {
        calls = List.copyOf(calls);
        conditions = List.copyOf(conditions);
    }

    boolean counts(Circumstances here) {
        return includes.allHold(here) && !excludes.oneHolds(here);
    }

    /** Several conditions on one argument mean that any of them is enough; runc reads them so. */
    Stream<Rule> rules() {
        boolean any = conditions.stream().map(Condition::argument).distinct().count() < conditions.size();
        return calls.stream()
                .flatMap(call -> any
                        ? conditions.stream().map(condition -> new Rule(call, action, List.of(condition)))
                        : Stream.of(new Rule(call, action, conditions)));
    }
}
