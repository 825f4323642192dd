package nutshell.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decodes arguments for the trace as strace(1) writes them. */
final class Text {

    private Text() {}

    /** A C string in quotes, control characters as octal escapes, so that a stranger's name cannot steer a terminal. */
    static String quoted(@Nullable String text) {
        if (text == null) {
            return "NULL";
        }
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().limit(4096).forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(point)) {
                        out.append("\\%03o".formatted(point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        return out.append('"').toString();
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
