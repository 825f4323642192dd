package nutshell.cli;

import java.util.ArrayList;
import java.util.List;

/** Folds text for a terminal of so many columns; nothing is left out but by {@link #fit}. */
public final class Fold {

    private Fold() {}

    /** A text of paragraphs as it was written where it fits, and filled anew where the terminal is narrower. */
    public static List<String> fill(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\n\n", -1)) {
            boolean fits = paragraph.lines().allMatch(line -> line.length() < width);
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(fits ? paragraph.lines().toList() : wrap(paragraph.replace('\n', ' '), width - 1));
        }
        return lines;
    }

    /** Lines no longer than a width, broken between words where that is possible. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder();
            for (String each : paragraph.split(" ", -1)) {
                String word = each;
                if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                word = breakLong(word, width, lines);
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** A line of which what does not fit stands below, as far in as the column says. */
    static List<String> hang(String line, int column, int width) {
        String text = line.stripLeading();
        int indent = line.length() - text.length();
        String rest = text.substring(Math.min(text.length(), Math.max(0, column - indent)))
                .stripLeading();
        String first = line.substring(0, line.length() - rest.length());
        List<String> lines = new ArrayList<>();
        for (String part : wrap(rest, width - column)) {
            lines.add(lines.isEmpty() ? first + part : " ".repeat(column) + part);
        }
        return lines;
    }

    /** Breaks a word that no line can hold; returns what is left for the next one. */
    private static String breakLong(String word, int width, List<String> lines) {
        String rest = word;
        while (rest.length() > width) {
            String piece = cut(rest, width);
            lines.add(piece);
            rest = rest.substring(piece.length());
        }
        return rest;
    }

    /** As much of one line as there is room for. */
    static String fit(String text, int width) {
        return text.length() <= width ? text : cut(text, Math.max(1, width - 1)) + "…";
    }

    /** The first characters, but never half of a pair. */
    private static String cut(String text, int length) {
        boolean halves = length > 1 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, halves ? length - 1 : length);
    }
}
