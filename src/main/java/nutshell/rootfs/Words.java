package nutshell.rootfs;

import java.util.regex.Pattern;

/** Writes a word so that it can be typed again. */
final class Words {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.:@%+=,\\[-]+");

    private Words() {}

    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
