package nutshell.container;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Splits a line into words as a shell's quoting does, and nothing more: {@code $} and {@code *} are not ours to expand. */
public final class Words {

    private Words() {}

    /** Splits at blanks outside quotes; {@code '…'} is literal, in {@code "…"} a backslash protects {@code "} and itself. */
    public static List<String> split(String line) {
        if (line.indexOf('\0') >= 0) {
            // To the kernel it ends a string: what was checked would not be what is asked for.
            throw Refusal.usage(
                    "column %d: a NUL character, which no word can hold".formatted(line.indexOf('\0') + 1), "chdir /");
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '\'' || c == '"') {
                i = quoted(line, i, word);
                open = true;
            } else if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                open = true;
            } else if (Character.isWhitespace(c)) {
                open = flush(words, word, open);
            } else if (c == '#' && !open) {
                break;
            } else {
                word.append(c);
                open = true;
            }
            i++;
        }
        flush(words, word, open);
        return words;
    }

    private static boolean flush(List<String> words, StringBuilder word, boolean open) {
        if (open) {
            words.add(word.toString());
            word.setLength(0);
        }
        return false;
    }

    /** Returns the place of the closing quote. */
    private static int quoted(String line, int start, StringBuilder word) {
        char quote = line.charAt(start);
        for (int i = start + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                return i;
            }
            boolean escape = quote == '"' && c == '\\' && i + 1 < line.length();
            if (escape && "\"\\".indexOf(line.charAt(i + 1)) >= 0) {
                i++;
            }
            word.append(line.charAt(i));
        }
        throw Refusal.usage(
                "column %d: the quote %c is not closed".formatted(start + 1, quote), "exec sh -c \"echo hello\"");
    }

    /** The inverse of {@link #split}: quotes what needs it. */
    public static String join(List<String> words) {
        return String.join(" ", words.stream().map(Words::quote).toList());
    }

    private static String quote(String word) {
        if (word.matches("[A-Za-z0-9_@%+=:,./-]+")) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Reads a word as a path; under some locales Java cannot say every name. */
    public static Path path(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw Refusal.usage(
                    "'" + Printable.text(word) + "' cannot be a path under this locale",
                    "start again with LC_ALL=C.UTF-8, or use ASCII letters");
        }
    }
}
