package nutshell.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decodes arguments for the trace as strace(1) writes them. */
final class Text {

    private Text() {}

    private static final int MOST = 4096;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([0-7]{3})|u\\{([0-9a-f]+)}|(.))");

    /**
     * A C string in quotes, control characters as octal escapes, so that a stranger's name cannot steer a terminal. What
     * only changes how its neighbours are shown (a turn of the writing direction, say) is written as a number too.
     */
    static String quoted(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        if (isPlain(text)) {
            return '"' + text + '"';
        }
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().limit(MOST).forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(point)) {
                        out.append("\\%03o".formatted(point));
                    } else if (isUnseen(point)) {
                        out.append("\\u{%x}".formatted(point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** As nearly all are that a trace shows; each call has some. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ' ' || next > '~' || next == '"' || next == '\\') {
                return false;
            }
        }
        return text.length() <= MOST;
    }

    private static boolean isUnseen(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT || type == Character.SURROGATE;
    }

    /** The inverse of {@link #quoted}; {@code NULL} stays as it is. */
    static String unquoted(String quoted) {
        if (!quoted.startsWith("\"")) {
            return quoted;
        }
        return ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape)));
    }

    private static String unescaped(MatchResult escape) {
        if (escape.group(1) != null) {
            return Character.toString(Integer.parseInt(escape.group(1), 8));
        }
        if (escape.group(2) != null) {
            return Character.toString(Integer.parseInt(escape.group(2), 16));
        }
        return switch (escape.group(3)) {
            case "n" -> "\n";
            case "t" -> "\t";
            default -> escape.group(3);
        };
    }

    /** The names of the bits that are set, unknown ones in hexadecimal; "0" for none. */
    static String flags(long value, Map<String, Long> names) {
        Map<String, Long> set = new LinkedHashMap<>();
        long rest = value;
        for (Map.Entry<String, Long> flag : names.entrySet()) {
            if ((rest & flag.getValue()) == flag.getValue()) {
                set.put(flag.getKey(), flag.getValue());
                rest &= ~flag.getValue();
            }
        }
        if (rest != 0) {
            set.put("0x" + Long.toHexString(rest), rest);
        }
        return set.isEmpty() ? "0" : set.keySet().stream().collect(Collectors.joining("|"));
    }
}
