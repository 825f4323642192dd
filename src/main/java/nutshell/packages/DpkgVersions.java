package nutshell.packages;

/** Orders versions of Debian packages: {@code [epoch:]upstream[-revision]}, as deb-version(7) has it. */
final class DpkgVersions {

    /** What sorts after all letters. */
    private static final int BEHIND_LETTERS = 256;

    private DpkgVersions() {}

    static int compare(String a, String b) {
        int epochs = Digits.compare(epoch(a), epoch(b));
        if (epochs != 0) {
            return epochs;
        }
        int upstream = compareParts(upstream(a), upstream(b));
        return upstream != 0 ? upstream : compareParts(revision(a), revision(b));
    }

    static String epoch(String version) {
        int colon = version.indexOf(':');
        return colon < 0 ? "0" : version.substring(0, colon);
    }

    /** Between the first colon and the last hyphen. */
    static String upstream(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    private static String revision(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? "" : rest.substring(hyphen + 1);
    }

    /** Compares by turns what is no number, character by character, and what is one. */
    static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isOther(a, i) || isOther(b, j)) {
                int weights = Integer.compare(weight(a, i), weight(b, j));
                if (weights != 0) {
                    return weights;
                }
                i++;
                j++;
            }
            int endOfA = Digits.end(a, i);
            int endOfB = Digits.end(b, j);
            int numbers = Digits.compare(a.substring(i, endOfA), b.substring(j, endOfB));
            if (numbers != 0) {
                return numbers;
            }
            i = endOfA;
            j = endOfB;
        }
        return 0;
    }

    private static boolean isOther(String text, int at) {
        return at < text.length() && !Digits.isDigit(text.charAt(at));
    }

    /** A tilde sorts before the end, the end before letters, letters before everything else. */
    private static int weight(String text, int at) {
        if (!isOther(text, at)) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : c + BEHIND_LETTERS;
    }
}
