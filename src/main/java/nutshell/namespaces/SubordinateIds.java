package nutshell.namespaces;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids that a person may hand to a user namespace of theirs; see subuid(5). */
public record SubordinateIds(long first, long count) {

    /** What fits every image: as many as sixteen bits count. */
    public static final long USUAL_COUNT = 65_536;

    private static final Pattern LINE = Pattern.compile("([^:\\s]+):([0-9]{1,10}):([0-9]{1,10})");

    /** Finds the first range of a user, by name or by number, in the lines of {@code /etc/subuid}. */
    public static Optional<SubordinateIds> of(List<String> lines, String user, long uid) {
        return lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> line.group(1).equals(user) || line.group(1).equals(Long.toString(uid)))
                .map(line -> new SubordinateIds(Long.parseLong(line.group(2)), Long.parseLong(line.group(3))))
                .filter(range -> range.count > 0)
                .findFirst();
    }

    /** Ids that no one in those lines has been given: for root, who needs no entry to use some. */
    public static SubordinateIds unused(List<String> lines) {
        long next = lines.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(2)) + Long.parseLong(line.group(3)))
                .max()
                .orElse(100_000);
        return new SubordinateIds(Math.max(100_000, next), USUAL_COUNT);
    }
}
