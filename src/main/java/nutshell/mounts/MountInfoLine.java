package nutshell.mounts;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** Takes one line of mountinfo apart. */
final class MountInfoLine {

    /** The kernel writes a space, tab, line break and backslash in a name as three octal digits. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

    private static final int FIRST_OPTIONAL = 6;

    private MountInfoLine() {}

    static MountInfo parse(String line, int number) {
        // The limit keeps empty fields: a source may be the empty string.
        List<String> fields = Arrays.asList(line.split(" ", -1));
        int separator = separator(fields);
        if (separator < FIRST_OPTIONAL || fields.size() < separator + 4) {
            throw malformed(number);
        }
        String device = fields.get(2);
        int colon = device.indexOf(':');
        if (colon < 0) {
            throw malformed(number);
        }
        return new MountInfo(
                number(fields.get(0), number),
                number(fields.get(1), number),
                number(device.substring(0, colon), number),
                number(device.substring(colon + 1), number),
                decode(fields.get(3)),
                decode(fields.get(4)),
                fields.get(5),
                fields.subList(FIRST_OPTIONAL, separator),
                decode(fields.get(separator + 1)),
                decode(fields.get(separator + 2)),
                // Some file systems print options without escaping the spaces in them.
                String.join(" ", fields.subList(separator + 3, fields.size())));
    }

    /** Looks behind the six fixed fields, since a name before it may itself be a hyphen. */
    private static int separator(List<String> fields) {
        if (fields.size() <= FIRST_OPTIONAL) {
            return 0;
        }
        int found = fields.subList(FIRST_OPTIONAL, fields.size()).indexOf("-");
        return found < 0 ? 0 : found + FIRST_OPTIONAL;
    }

    private static String decode(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 8))));
    }

    private static int number(String digits, int line) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw malformed(line);
        }
    }

    private static Refusal malformed(int line) {
        return Refusal.failed(
                "mountinfo line %d is not a mount: expected '36 35 98:0 /root /point rw shared:1 - ext4 /dev/sda rw'"
                        .formatted(line),
                "cat /proc/self/mountinfo, and give all of it, unchanged");
    }
}
