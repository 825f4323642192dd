package nutshell.packages;

/** Orders versions of RPM packages: {@code [epoch:]version[-release]}, as rpm-version(7) has it. */
final class RpmVersions {

    private RpmVersions() {}

    /** A release that only one of both states is not compared, as in rpm's dependencies. */
    static int compare(String a, String b) {
        int epochs = Digits.compare(DpkgVersions.epoch(a), DpkgVersions.epoch(b));
        if (epochs != 0) {
            return epochs;
        }
        String[] one = versionAndRelease(a);
        String[] other = versionAndRelease(b);
        int versions = comparePart(one[0], other[0]);
        return versions != 0 || one.length != other.length || one.length == 1
                ? versions
                : comparePart(one[1], other[1]);
    }

    private static String[] versionAndRelease(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? new String[] {rest} : new String[] {rest.substring(0, hyphen), rest.substring(hyphen + 1)};
    }

    /** Segments of digits or of letters; what stands between them only separates, but for tilde and caret. */
    static int comparePart(String a, String b) {
        int i = 0;
        int j = 0;
        while (true) {
            i = separatorsEnd(a, i);
            j = separatorsEnd(b, j);
            if (at(a, i, '~') || at(b, j, '~')) {
                if (!at(a, i, '~') || !at(b, j, '~')) {
                    return at(a, i, '~') ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            if (at(a, i, '^') || at(b, j, '^')) {
                if (!at(a, i, '^') || !at(b, j, '^')) {
                    return caret(a, i, b, j);
                }
                i++;
                j++;
                continue;
            }
            if (i >= a.length() || j >= b.length()) {
                return Integer.compare(a.length() - i, b.length() - j);
            }
            int endOfA = segmentEnd(a, i, Digits.isDigit(a.charAt(i)));
            int endOfB = segmentEnd(b, j, Digits.isDigit(a.charAt(i)));
            int segments = compareSegments(a.substring(i, endOfA), b.substring(j, endOfB));
            if (segments != 0) {
                return segments;
            }
            i = endOfA;
            j = endOfB;
        }
    }

    /** Only one of both goes on with a caret: newer than one that has ended, older than one that has not. */
    private static int caret(String a, int i, String b, int j) {
        if (i >= a.length()) {
            return -1;
        }
        if (j >= b.length()) {
            return 1;
        }
        return at(a, i, '^') ? -1 : 1;
    }

    /** Where the kinds differ the second is empty, and a number is newer than letters. */
    private static int compareSegments(String a, String b) {
        boolean numbers = Digits.areAll(a);
        if (b.isEmpty()) {
            return numbers ? 1 : -1;
        }
        return numbers ? Digits.compare(a, b) : a.compareTo(b);
    }

    private static boolean at(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static int separatorsEnd(String text, int from) {
        int at = from;
        while (at < text.length()
                && !Digits.isDigit(text.charAt(at))
                && !isLetter(text.charAt(at))
                && text.charAt(at) != '~'
                && text.charAt(at) != '^') {
            at++;
        }
        return at;
    }

    private static int segmentEnd(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (digits ? Digits.isDigit(text.charAt(at)) : isLetter(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
