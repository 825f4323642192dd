package nutshell.seccomp;

import java.util.List;
import java.util.Optional;

/**
 * What a filter means, before it is compiled: the first rule that fits a call decides, else the default.
 *
 * @param ways the ways into the kernel that the rules are for; the first is the machine's own
 * @param elsewhere what becomes of a call that comes another way, whichever it is
 */
public record Filter(Action otherwise, List<Rule> rules, List<Abi> ways, Action elsewhere) {

    public Filter {
        rules = List.copyOf(rules);
        ways = List.copyOf(ways);
    }

    /** What becomes of this call. */
    public Action decide(CallData call) {
        Optional<Abi> way = ways.stream()
                .filter(abi -> abi.isWayOf(call.arch(), call.number()))
                .findFirst();
        return way.map(abi -> decide(abi, call)).orElse(elsewhere);
    }

    private Action decide(Abi abi, CallData call) {
        Optional<String> name = Syscalls.name(abi, call.number());
        return rules.stream()
                .filter(rule -> name.isPresent() && rule.call().equals(name.get()))
                .filter(rule -> rule.holds(call))
                .findFirst()
                .map(Rule::action)
                .orElse(otherwise);
    }

    /** The same as the kernel takes it. */
    public Program compile() {
        return new Compiler(this).program();
    }
}
