package nutshell.seccomp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.refusals.Nearest;

/** An error number as a filter may answer with it; see errno(3). */
public record Errno(int number) {

    /** MAX_ERRNO of the kernel's {@code include/linux/err.h}: a filter's larger number is cut to it. */
    public static final int MOST = 4095;

    private static final Map<String, Integer> NUMBERS = Resource.lines("errno.txt").stream()
            .map(line -> line.split(" ", -1))
            .collect(Collectors.toUnmodifiableMap(parts -> parts[1], parts -> Integer.valueOf(parts[0])));

    private static final Map<Integer, String> NAMES =
            NUMBERS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    public static final Errno EPERM = new Errno(1);
    public static final Errno ENOSYS = new Errno(38);

    /** Finds one by its name, EPERM say, or its number. */
    public static Optional<Errno> of(String word) {
        if (word.matches("[0-9]{1,4}")) {
            return Optional.of(Integer.parseInt(word))
                    .filter(number -> number <= MOST)
                    .map(Errno::new);
        }
        return Optional.ofNullable(NUMBERS.get(word)).map(Errno::new);
    }

    public static List<String> nearest(String word) {
        return Nearest.to(word.length() > 40 ? "" : word, NUMBERS.keySet());
    }

    @Override
    public String toString() {
        String name = NAMES.get(number);
        return name == null ? Integer.toString(number) : name;
    }
}
