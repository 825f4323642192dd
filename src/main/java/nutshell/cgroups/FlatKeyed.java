package nutshell.cgroups;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;

/** Files of lines such as {@code oom_kill 1}, which the kernel's cgroup-v2.rst calls flat keyed. */
public final class FlatKeyed {

    private static final Pattern LINE = Pattern.compile("(\\S+) (-?[0-9]{1,19})");

    private FlatKeyed() {}

    /** Returns the numbers by their keys in the file's order, or refuses the first other line by its number. */
    public static Map<String, Long> parse(List<String> lines) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw malformed(i + 1);
            }
            values.put(line.group(1), number(line.group(2), i + 1));
        }
        return Collections.unmodifiableMap(values);
    }

    private static long number(String digits, int line) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw malformed(line);
        }
    }

    private static Refusal malformed(int line) {
        return Refusal.failed(
                "line %d of a control group's file is not a key and a number: expected 'oom_kill 1'".formatted(line),
                "cat the file: it is another kind, or of another kernel");
    }
}
