package nutshell.container;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Condition;
import nutshell.seccomp.Filter;
import nutshell.seccomp.Rule;

/** A filter as linux.seccomp of the OCI runtime specification, which runtimes compile anew. */
record BundleFilter(Filter filter) {

    /** What several calls have in common. */
    private record Fate(Action action, List<Condition> conditions) {}

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        put(document, "defaultAction", "defaultErrnoRet", filter.otherwise());
        document.put(
                "architectures", filter.ways().stream().map(Abi::profileName).toList());
        Map<Fate, List<String>> calls = filter.rules().stream()
                .collect(Collectors.groupingBy(
                        rule -> new Fate(rule.action(), rule.conditions()),
                        LinkedHashMap::new,
                        Collectors.mapping(Rule::call, Collectors.toList())));
        List<Map<String, Object>> rules = new ArrayList<>();
        calls.forEach((fate, names) -> rules.add(rule(fate, names)));
        document.put("syscalls", rules);
        return document;
    }

    private static void put(Map<String, Object> document, String key, String errnoKey, Action action) {
        document.put(key, action.kind().profileName());
        if (action.kind() == Action.Kind.ERRNO || action.kind() == Action.Kind.TRACE) {
            document.put(errnoKey, action.data());
        }
    }

    private static Map<String, Object> rule(Fate fate, List<String> names) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("names", names);
        put(rule, "action", "errnoRet", fate.action);
        if (!fate.conditions.isEmpty()) {
            rule.put(
                    "args", fate.conditions.stream().map(BundleFilter::argument).toList());
        }
        return rule;
    }

    private static Map<String, Object> argument(Condition condition) {
        boolean masked = condition.comparison() == Condition.Comparison.MASKED_EQ;
        Map<String, Object> argument = new LinkedHashMap<>();
        argument.put("index", condition.argument());
        argument.put("value", unsigned(masked ? condition.mask() : condition.value()));
        if (masked) {
            argument.put("valueTwo", unsigned(condition.value()));
        }
        argument.put("op", "SCMP_CMP_" + condition.comparison());
        return argument;
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
