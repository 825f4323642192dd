package nutshell.refusals;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes strangers' text safe to show: what would steer a terminal, or turn the direction of writing, becomes visible. */
public final class Printable {

    private static final int LONGEST = 4096;

    private Printable() {}

    /** Replaces each such character by its number, as {@code \u001b}; what is longer than 4096 characters is cut. */
    public static String text(@Nullable String text) {
        return text(text, LONGEST);
    }

    public static String text(@Nullable String text, int longest) {
        String all = String.valueOf(text);
        if (isPlain(all, longest)) {
            return all;
        }
        StringBuilder printable = new StringBuilder();
        for (int codePoint : all.codePoints().limit(longest).toArray()) {
            if (harmless(codePoint)) {
                printable.appendCodePoint(codePoint);
            } else {
                printable.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
            }
        }
        return all.codePointCount(0, all.length()) > longest
                ? printable.append('…').toString()
                : printable.toString();
    }

    /** Most texts are: the quick way for those. */
    private static boolean isPlain(String text, int longest) {
        if (text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    // FORMAT holds the characters that turn the direction of writing round.
    private static boolean harmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
