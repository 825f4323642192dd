package nutshell.seccomp;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A call that may fare otherwise under one program than under another: several actions where its arguments decide. */
public record Difference(Abi abi, String call, Set<Action> here, Set<Action> there) {

    public Difference {
        here = Set.copyOf(here);
        there = Set.copyOf(there);
    }

    /** Tries every known call that can be made this way, by name. */
    public static List<Difference> between(Program here, Program there, Abi abi) {
        return new TreeSet<>(Syscalls.of(abi))
                .stream()
                        .map(call -> {
                            int number = Syscalls.number(abi, call).orElseThrow();
                            return new Difference(abi, call, here.outcomes(abi, number), there.outcomes(abi, number));
                        })
                        .filter(difference -> !difference.here.equals(difference.there))
                        .toList();
    }
}
