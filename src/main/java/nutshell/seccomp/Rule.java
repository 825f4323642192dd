package nutshell.seccomp;

import java.util.List;
import java.util.stream.Collectors;

/** What becomes of one call when all its conditions hold. */
public record Rule(String call, Action action, List<Condition> conditions) {

    public Rule {
        conditions = List.copyOf(conditions);
    }

    public Rule(String call, Action action) {
        this(call, action, List.of());
    }

    boolean holds(CallData data) {
        return conditions.stream().allMatch(condition -> condition.holds(data));
    }

    @Override
    public String toString() {
        return call
                + (conditions.isEmpty()
                        ? ""
                        : conditions.stream()
                                .map(Condition::toString)
                                .collect(Collectors.joining(" and ", " when ", "")))
                + ": " + action;
    }
}
