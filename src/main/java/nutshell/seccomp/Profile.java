package nutshell.seccomp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A filter for many machines, as Docker keeps it: which of the rules count depends on the capabilities, the processor and
 * the kernel.
 *
 * @param waysOf for each kind of machine, its own way into the kernel first, the others that the rules are for
 * @param notes what was read but has no meaning here, for whoever loads it to know
 */
public record Profile(Action otherwise, List<List<Abi>> waysOf, List<ProfileRule> rules, List<String> notes) {

    public Profile {
        waysOf = List.copyOf(waysOf);
        rules = List.copyOf(rules);
        notes = List.copyOf(notes);
    }

    /** Docker's own, which every container of its gets that asks for no other. */
    public static Profile dockerDefault() {
        return BuiltIn.PROFILE;
    }

    /** Reads a profile in Docker's JSON format; a mistake names the file, the line and the key. */
    public static Profile read(String file, byte[] json) {
        return new ProfileReader(file, json).read();
    }

    /** What becomes of a profile here. Names that no processor has are left out, as Docker leaves them out. */
    public Filter filter(Circumstances here) {
        List<Rule> counting = rules.stream()
                .filter(rule -> rule.counts(here))
                // One that repeats the default would only hide those behind it; runc leaves it out too.
                .filter(rule -> !rule.action().equals(otherwise))
                .flatMap(ProfileRule::rules)
                .filter(rule -> Syscalls.known(rule.call()))
                .toList();
        return new Filter(otherwise, counting, ways(here.abi()), Action.KILL_PROCESS);
    }

    private List<Abi> ways(Abi own) {
        Set<Abi> ways = new LinkedHashSet<>(List.of(own));
        waysOf.stream().filter(list -> list.contains(own)).findFirst().ifPresent(ways::addAll);
        return List.copyOf(ways);
    }

    /** Names of calls that no processor has: misspelt, or newer than this program. */
    public Set<String> unknownCalls() {
        return rules.stream()
                .flatMap(rule -> rule.calls().stream())
                .filter(call -> !Syscalls.known(call))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Loaded when it is first asked for. */
    private static final class BuiltIn {
        static final Profile PROFILE = new CompactProfile(Resource.lines("docker-default.txt")).profile();
    }
}
