package nutshell.labs;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A regular expression that a stranger may have written: it is given so many steps for a line and no more. */
record LinePattern(Pattern pattern) {

    private static final int LONGEST = 200;
    private static final int MOST_STEPS = 200_000;

    static LinePattern of(String regex) {
        if (regex.length() > LONGEST) {
            throw Refusal.usage("expected a pattern of at most " + LONGEST + " characters", "^Seccomp:\\s+2");
        }
        try {
            return new LinePattern(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw Refusal.usage(
                    "'" + Printable.text(regex, 80) + "' is no pattern: " + Printable.text(e.getDescription(), 80),
                    "^Seccomp:\\s+2");
        }
    }

    /** Whether one of the text's lines has a match. */
    boolean matchesALineOf(String text) {
        try {
            return text.lines()
                    .anyMatch(line -> pattern.matcher(new Counted(line)).find());
        } catch (StackOverflowError | TooManySteps e) {
            throw Refusal.failed(
                    "the pattern " + Printable.text(pattern.pattern()) + " takes too many steps",
                    "make it simpler: no repetition within a repetition");
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A matcher asks for each character it looks at. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private int steps;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
