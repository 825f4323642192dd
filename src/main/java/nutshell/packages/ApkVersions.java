package nutshell.packages;

import java.util.List;

/** Orders versions of Alpine's packages: {@code 1.2.3a_rc1~1f2e-r4}, as apk-version(5) has it. */
final class ApkVersions {

    /** What may come next, and at the same place what is newer: the order of these is the rule. */
    private enum Part {
        FIRST,
        NUMBER,
        LETTER,
        SUFFIX,
        SUFFIX_NUMBER,
        HASH,
        REVISION,
        END,
        INVALID
    }

    private static final List<String> BEFORE = List.of("alpha", "beta", "pre", "rc");
    private static final List<String> AFTER = List.of("cvs", "svn", "git", "hg", "p");

    private final String text;
    private int at;
    private Part part = Part.FIRST;
    private String value = "";

    private ApkVersions(String text) {
        this.text = text;
        digits();
    }

    static int compare(String a, String b) {
        ApkVersions one = new ApkVersions(a);
        ApkVersions other = new ApkVersions(b);
        while (one.part == other.part && one.part.compareTo(Part.END) < 0) {
            int values = one.compareValue(other);
            if (values != 0) {
                return values;
            }
            one.next();
            other.next();
        }
        return one.compareEnding(other);
    }

    private int compareValue(ApkVersions other) {
        return switch (part) {
            // As in Gentoo's rules: 1.02 is a fraction, 1.2 a count.
            case NUMBER ->
                value.startsWith("0") || other.value.startsWith("0")
                        ? value.compareTo(other.value)
                        : Digits.compare(value, other.value);
            case FIRST, SUFFIX_NUMBER, REVISION -> Digits.compare(value, other.value);
            case SUFFIX -> Integer.compare(suffixWeight(), other.suffixWeight());
            default -> value.compareTo(other.value);
        };
    }

    /** All is equal so far: who goes on is newer, unless by a suffix that announces a release. */
    private int compareEnding(ApkVersions other) {
        if (part == other.part) {
            return 0;
        }
        if (part == Part.SUFFIX && suffixWeight() < 0) {
            return -1;
        }
        if (other.part == Part.SUFFIX && other.suffixWeight() < 0) {
            return 1;
        }
        return other.part.compareTo(part);
    }

    private int suffixWeight() {
        return BEFORE.contains(value) ? BEFORE.indexOf(value) - BEFORE.size() : AFTER.indexOf(value) + 1;
    }

    private void next() {
        if (at == text.length()) {
            part = Part.END;
            return;
        }
        char c = text.charAt(at);
        if (c >= 'a' && c <= 'z') {
            take(Part.LETTER, part.compareTo(Part.NUMBER) <= 0, at + 1);
        } else if (c == '.' || Digits.isDigit(c)) {
            number(c);
        } else if (c == '_') {
            at++;
            take(Part.SUFFIX, part.compareTo(Part.SUFFIX_NUMBER) <= 0, lettersEnd('z'));
            if (!BEFORE.contains(value) && !AFTER.contains(value)) {
                part = Part.INVALID;
            }
        } else if (c == '~') {
            at++;
            take(Part.HASH, part.compareTo(Part.HASH) < 0, lettersEnd('f'));
        } else if (text.startsWith("-r", at) && part.compareTo(Part.REVISION) < 0) {
            at += 2;
            part = Part.REVISION;
            digits();
        } else {
            part = Part.INVALID;
        }
    }

    private void number(char c) {
        boolean dotted = part.compareTo(Part.NUMBER) <= 0;
        if (!dotted && (c == '.' || part != Part.SUFFIX)) {
            part = Part.INVALID;
            return;
        }
        at += c == '.' ? 1 : 0;
        part = dotted ? Part.NUMBER : Part.SUFFIX_NUMBER;
        digits();
    }

    private void digits() {
        int end = Digits.end(text, at);
        take(part, end > at, end);
    }

    private void take(Part taken, boolean valid, int end) {
        value = text.substring(at, end);
        at = end;
        part = valid && !value.isEmpty() ? taken : Part.INVALID;
    }

    /** For a hash digits count as well. */
    private int lettersEnd(char last) {
        int end = at;
        while (end < text.length()
                && ((text.charAt(end) >= 'a' && text.charAt(end) <= last)
                        || (last == 'f' && Digits.isDigit(text.charAt(end))))) {
            end++;
        }
        return end;
    }
}
