package nutshell.seccomp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The names of the system calls and their numbers, which differ from one way into the kernel to the next. */
public final class Syscalls {

    private static final List<Abi> COLUMNS = List.of(Abi.X86_64, Abi.I386, Abi.X32, Abi.AARCH64, Abi.ARM);

    private static final Syscalls TABLE = new Syscalls(Resource.lines("syscalls.txt"));

    private final Map<String, Map<Abi, Integer>> numbers = new TreeMap<>();
    private final Map<Abi, Map<Integer, String>> names = new HashMap<>();

    private Syscalls(List<String> lines) {
        COLUMNS.forEach(abi -> names.put(abi, new TreeMap<>()));
        lines.forEach(line -> add(line.split(" ", -1)));
    }

    private void add(String[] columns) {
        Map<Abi, Integer> row = new HashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (!columns[i + 1].equals("-")) {
                Abi abi = COLUMNS.get(i);
                int number = Integer.parseInt(columns[i + 1]) | (abi == Abi.X32 ? Abi.X32_BIT : 0);
                row.put(abi, number);
                names.getOrDefault(abi, Map.of()).put(number, columns[0]);
            }
        }
        numbers.put(columns[0], row);
    }

    /** The number of a call; none where it is not made that way, or not known. */
    public static OptionalInt number(Abi abi, String name) {
        Integer number = TABLE.numbers.getOrDefault(name, Map.of()).get(abi);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The name of a call; none where the kernel is newer than this program. */
    public static Optional<String> name(Abi abi, int number) {
        return Optional.ofNullable(TABLE.names.getOrDefault(abi, Map.of()).get(number));
    }

    /** Whether some processor has a call of this name. */
    public static boolean known(String name) {
        return TABLE.numbers.containsKey(name);
    }

    /** Every call that can be made this way, by name. */
    public static Set<String> of(Abi abi) {
        return Set.copyOf(TABLE.names.getOrDefault(abi, Map.of()).values());
    }

    /** Refuses a name that no processor knows, with those that may have been meant. */
    public static String require(String name) {
        if (known(name)) {
            return name;
        }
        List<String> nearest = nearest(name);
        throw Refusal.usage(
                "unknown system call '%s'%s"
                        .formatted(
                                Printable.text(name, 80),
                                nearest.isEmpty() ? "" : ": did you mean " + String.join(" or ", nearest) + "?"),
                "seccomp deny " + (nearest.isEmpty() ? "mkdir mkdirat" : nearest.get(0)));
    }

    public static List<String> nearest(String name) {
        // Longer than any name is: not worth comparing.
        return name.length() > 40 ? List.of() : Nearest.to(name, TABLE.numbers.keySet());
    }
}
