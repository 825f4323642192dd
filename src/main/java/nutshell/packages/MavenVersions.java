package nutshell.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Orders versions of Maven's artifacts, as its POM reference has it ("Version Order Specification"). */
final class MavenVersions {

    /** Older than a release, the release itself, and one behind it; what is in no list sorts behind all of them. */
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

    private static final int RELEASE = QUALIFIERS.indexOf("");

    /** A part with the sign before it. */
    private record Token(boolean hyphen, String text) {
        boolean number() {
            return Digits.areAll(text);
        }

        /** Says as much as nothing at all. */
        boolean empty() {
            return number() ? Digits.compare(text, "0") == 0 : text.isEmpty();
        }
    }

    private MavenVersions() {}

    static int compare(String a, String b) {
        List<Token> one = tokens(a);
        List<Token> other = tokens(b);
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            int order = i >= one.size()
                    ? -compareToNothing(other.get(i))
                    : i >= other.size() ? compareToNothing(one.get(i)) : compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Token a, Token b) {
        if (rank(a) != rank(b)) {
            return Integer.compare(rank(a), rank(b));
        }
        return a.number() ? Digits.compare(a.text(), b.text()) : compareQualifiers(a.text(), b.text());
    }

    /** A qualifier, by either sign, before {@code -number} before {@code .number}. */
    private static int rank(Token token) {
        return !token.number() ? 0 : token.hyphen() ? 1 : 2;
    }

    /** A number is padded with 0, a qualifier with the empty one. */
    private static int compareToNothing(Token token) {
        return token.number() ? Digits.compare(token.text(), "0") : compareQualifiers(token.text(), "");
    }

    private static int compareQualifiers(String a, String b) {
        int order = Integer.compare(weight(a), weight(b));
        return order != 0 || weight(a) < QUALIFIERS.size() ? order : a.compareTo(b);
    }

    private static int weight(String qualifier) {
        int known = QUALIFIERS.indexOf(qualifier);
        return known < 0 ? QUALIFIERS.size() : known;
    }

    /** Split at dots, hyphens, and between letters and digits; then what says nothing is left out. */
    private static List<Token> tokens(String version) {
        List<Token> tokens = new ArrayList<>();
        String text = version.toLowerCase(Locale.ROOT);
        boolean hyphen = false;
        int at = 0;
        while (at <= text.length()) {
            int end = partEnd(text, at);
            boolean digitFollows = end < text.length() && Digits.isDigit(text.charAt(end));
            tokens.add(new Token(hyphen, qualifier(text.substring(at, end), digitFollows)));
            boolean separated = end < text.length() && isSeparator(text.charAt(end));
            hyphen = end < text.length() && text.charAt(end) != '.';
            at = separated || end == text.length() ? end + 1 : end;
        }
        return trimmed(tokens);
    }

    /** Nothing is left out of the front. */
    private static List<Token> trimmed(List<Token> tokens) {
        for (int i = tokens.size() - 1; i > 0; i--) {
            boolean last = i == tokens.size() - 1;
            if (tokens.get(i).empty() && (last || endsSequence(tokens, i + 1))) {
                tokens.remove(i);
            }
        }
        return tokens;
    }

    private static boolean endsSequence(List<Token> tokens, int next) {
        return tokens.get(next).hyphen() || !tokens.get(next).number();
    }

    private static int partEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && !isSeparator(text.charAt(end))
                && Digits.isDigit(text.charAt(end)) == Digits.isDigit(text.charAt(from))) {
            end++;
        }
        return end;
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-';
    }

    private static String qualifier(String text, boolean digitFollows) {
        return switch (text) {
            case "a" -> digitFollows ? "alpha" : text;
            case "b" -> digitFollows ? "beta" : text;
            case "m" -> digitFollows ? "milestone" : text;
            case "cr" -> "rc";
            case "ga", "final", "release" -> QUALIFIERS.get(RELEASE);
            default -> text;
        };
    }
}
