package nutshell.images.secrets;

import java.util.regex.Pattern;

/** Whether a text looks drawn by lot, as keys and tokens are and words are not. See Shannon, 1948. */
final class Entropy {

    private static final int SHORTEST = 20;
    /** In bits a character: English words come to some 3, sixteen hex digits to 4 at most, base64 to 6. */
    private static final double HIGH = 4.0;

    private static final double HIGH_FOR_HEX = 3.2;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9+/_=.~!@#%^&*-]+");

    private Entropy() {}

    static boolean isHigh(String text) {
        return text.length() >= SHORTEST
                && ALPHABET.matcher(text).matches()
                && bits(text) >= (HEX.matcher(text).matches() ? HIGH_FOR_HEX : HIGH);
    }

    /** Bits a character. */
    static double bits(String text) {
        int[] counts = new int[256];
        text.chars().forEach(character -> counts[character & 0xff]++);
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
