package nutshell.serve;

import java.text.Normalizer;
import java.util.Locale;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What somebody wants to be called: something that can be read out. */
record Name(String text) {

    private static final int LONGEST = 40;

    static Name of(String typed) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().replaceAll(" +", " ");
        if (text.codePointCount(0, text.length()) > LONGEST
                || !text.matches("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .'’_-]*")) {
            throw Refusal.usage(
                    "a name has 1 to 40 letters, digits, blanks, dots, hyphens and apostrophes, not '"
                            + Printable.text(typed, LONGEST) + "'",
                    "Ada");
        }
        return new Name(text);
    }

    /** Whether a room would take them for one. */
    boolean isLike(Name other) {
        return folded().equals(other.folded());
    }

    private String folded() {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("[ .'’_-]", "");
    }
}
