package nutshell.kernel;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What clone(2) is asked for: the bits, and their names for the trace. A set is made once, not for every child.
 */
record CloneFlags(int bits, String names) {

    static CloneFlags of(CloneFlag... flags) {
        // The parent is told of the child's end by a signal, which stands in the same word.
        int bits = Stream.of(flags).mapToInt(CloneFlag::bit).reduce(Signal.SIGCHLD.number(), (a, b) -> a | b);
        String names = Stream.concat(Stream.of(flags).sorted(), Stream.of(Signal.SIGCHLD))
                .map(Enum::name)
                .collect(Collectors.joining("|"));
        return new CloneFlags(bits, names);
    }
}
