package nutshell.evidence.proc;

import java.util.Optional;

/**
 * One limit that holds for a process.
 *
 * @param key v2's name for it, on v1 too
 * @param value as v2 writes it; {@code max} where nothing limits it
 * @param source the file that says so: the process's own group's, or that of a group around it
 */
public record CgroupLimit(String key, String value, String source) {

    /** From here on v1's memory controller means no limit: the largest multiple of a page. */
    private static final long UNLIMITED = Long.MAX_VALUE - 0xffff;

    public boolean limits() {
        return !value.startsWith("max");
    }

    /** Says v1's value as v2 would; the second file holds the period of cpu.max. */
    static String asInV2(String key, String own, Optional<String> period) {
        return switch (key) {
            case "memory.max" -> own.matches("[0-9]{1,19}") && Long.parseUnsignedLong(own) >= UNLIMITED ? "max" : own;
            case "cpu.max" ->
                (own.startsWith("-") ? "max" : own) + period.map(" "::concat).orElse("");
            default -> own;
        };
    }

    /** How tight it is, for comparison with the same key of another group: less is tighter. */
    double tightness() {
        if (!limits()) {
            return Double.POSITIVE_INFINITY;
        }
        String[] words = value.split(" ", -1);
        try {
            double first = Double.parseDouble(words[0]);
            return words.length > 1 ? first / Double.parseDouble(words[1]) : first;
        } catch (NumberFormatException e) {
            // A list of CPUs: the group's own says it all.
            return 0;
        }
    }
}
