package nutshell.namespaces;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nutshell.refusals.Refusal;

/** Which ids inside a user namespace are which outside; see user_namespaces(7), uid_map. */
public record IdMap(List<Range> ranges) {

    private static final Pattern LINE = Pattern.compile("\\s*([0-9]{1,10})\\s+([0-9]{1,10})\\s+([0-9]{1,10})\\s*");
    private static final long ALL = 4_294_967_295L;

    /** So many ids from {@code inside} on are those from {@code outside} on. */
    public record Range(long inside, long outside, long count) {}

    public IdMap {
        ranges = List.copyOf(ranges);
    }

    /** One id inside that is one outside: all that the kernel grants without a privilege. */
    public static IdMap single(long inside, long outside) {
        return new IdMap(List.of(new Range(inside, outside, 1)));
    }

    /** Reads the lines of {@code /proc/PID/uid_map}; no lines, no map yet. */
    public static IdMap parse(List<String> lines) {
        List<Range> ranges = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw Refusal.failed(
                        "'%s' is no line of a uid_map: expected three numbers such as 0 100000 65536"
                                .formatted(line.replaceAll("\\P{Print}", "?")),
                        "cat /proc/self/uid_map");
            }
            ranges.add(new Range(
                    Long.parseLong(matcher.group(1)),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3))));
        }
        return new IdMap(ranges);
    }

    /** Who that is outside; empty for an id that has no map. */
    public OptionalLong outside(long inside) {
        return ranges.stream()
                .filter(range -> inside >= range.inside && inside - range.inside < range.count)
                .mapToLong(range -> range.outside + (inside - range.inside))
                .findFirst();
    }

    /** Whether ids inside and outside are the same, as in the machine's first user namespace. */
    public boolean isIdentity() {
        return ranges.equals(List.of(new Range(0, 0, ALL)));
    }

    /** What is written to {@code uid_map}: all lines in one write(2), because there is no second. */
    public String text() {
        return ranges.stream()
                .map(range -> "%d %d %d\n".formatted(range.inside, range.outside, range.count))
                .collect(Collectors.joining());
    }
}
