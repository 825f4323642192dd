package nutshell.kernel;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What clone(2) is asked for, in the order of its numbers. */
enum CloneFlag {
    CLONE_VM(0x100),
    CLONE_FILES(0x400),
    CLONE_VFORK(0x4000),
    CLONE_CHILD_SETTID(0x0100_0000),
    CLONE_NEWUSER(0x1000_0000);

    private final int bit;

    CloneFlag(int bit) {
        this.bit = bit;
    }

    /** Those of a set, and that the parent is told of the child's end. */
    static int bits(Set<CloneFlag> flags) {
        return flags.stream().mapToInt(flag -> flag.bit).reduce(Signal.SIGCHLD.number(), (a, b) -> a | b);
    }

    static String names(Set<CloneFlag> flags) {
        return Stream.concat(flags.stream().sorted().map(CloneFlag::name), Stream.of(Signal.SIGCHLD.name()))
                .collect(Collectors.joining("|"));
    }
}
