package nutshell.cgroups;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the value of a setting is written, with the bounds that the kernel checks. */
enum ValueSyntax {
    COUNT("a number from 0 to 4194304, or max"),
    BYTES("a number of bytes, K, M, G or T behind it or not, or max"),
    WEIGHT("a number from 1 to 10000"),
    FLAG("0 or 1"),
    ONE("1"),
    RANGES("numbers and ranges such as 0-3,7"),
    BANDWIDTH("microseconds of CPU time (1000 or more, or max) and, if need be, of the period (1000 to 1000000)"),
    DEVICE_LIMITS("a device's major:minor, then rbps=, wbps=, riops= or wiops= with a number or max");

    private static final Pattern DEVICE = Pattern.compile("[0-9]{1,4}:[0-9]{1,7}");
    private static final Pattern LIMIT = Pattern.compile("(rbps|wbps|riops|wiops)=(max|[0-9]{1,18})");
    private static final String UNITS = "KMGTPE";

    private final String expected;

    ValueSyntax(String expected) {
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    /** Returns the text as v2's file takes it, or nothing where it is not of this form. */
    Optional<String> read(String text) {
        return switch (this) {
            // The kernel's PID_MAX_LIMIT on 64 bits.
            case COUNT -> orMax(text, number(text, 0, 4_194_304));
            case BYTES -> orMax(text, bytes(text));
            case WEIGHT -> number(text, 1, 10_000).map(String::valueOf);
            case FLAG -> number(text, 0, 1).map(String::valueOf);
            case ONE -> number(text, 1, 1).map(String::valueOf);
            case RANGES -> ranges(text);
            case BANDWIDTH -> bandwidth(text);
            case DEVICE_LIMITS -> deviceLimits(text);
        };
    }

    private static Optional<String> orMax(String text, Optional<Long> number) {
        return text.equals("max") ? Optional.of(text) : number.map(String::valueOf);
    }

    private static Optional<Long> number(String text, long least, long most) {
        // 18 digits always fit; the bounds do the rest.
        return text.matches("[0-9]{1,18}")
                ? Optional.of(Long.valueOf(text)).filter(number -> number >= least && number <= most)
                : Optional.empty();
    }

    /** Reads suffixes as the kernel's memparse() does, in powers of 1024; unlike it, no octal and no hexadecimal. */
    private static Optional<Long> bytes(String text) {
        String digits = text.replaceFirst("[KMGTPEkmgtpe]$", "");
        int power = digits.length() == text.length()
                ? 0
                : 1 + UNITS.indexOf(text.substring(digits.length()).toUpperCase(Locale.ROOT));
        return number(digits, 0, Long.MAX_VALUE >> (10 * power)).map(number -> number << (10 * power));
    }

    private static Optional<String> ranges(String text) {
        boolean right = Arrays.stream(text.split(",", -1)).allMatch(range -> {
            String[] ends = range.split("-", 2);
            Optional<Long> first = number(ends[0], 0, 65_535);
            Optional<Long> last = number(ends[ends.length - 1], 0, 65_535);
            return first.isPresent() && last.isPresent() && first.get() <= last.get();
        });
        return right ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> bandwidth(String text) {
        String[] words = words(text);
        Optional<String> quota = orMax(words[0], number(words[0], 1_000, (1L << 44) - 1));
        if (words.length == 1) {
            return quota;
        }
        Optional<Long> period = words.length == 2 ? number(words[1], 1_000, 1_000_000) : Optional.empty();
        return quota.flatMap(time -> period.map(length -> time + " " + length));
    }

    private static Optional<String> deviceLimits(String text) {
        String[] words = words(text);
        boolean right = words.length > 1
                && DEVICE.matcher(words[0]).matches()
                && Arrays.stream(words).skip(1).allMatch(LIMIT.asMatchPredicate());
        return right ? Optional.of(String.join(" ", words)) : Optional.empty();
    }

    private static String[] words(String text) {
        return text.split("\\s+", -1);
    }
}
