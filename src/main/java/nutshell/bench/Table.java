package nutshell.bench;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns stand in line, so that it can be read on a terminal as it is. */
record Table(List<String> head, int texts, List<List<String>> rows) {

    /** The first {@code texts} columns hold text, all others figures, which end in line. */
    Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(head));
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < head.size(); i++) {
            rule.append("-".repeat(width(i) + 1)).append(i < texts ? "-|" : ":|");
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String blank = " ".repeat(width(i) - length(cells.get(i)));
            line.append(' ')
                    .append(i < texts ? cells.get(i) + blank : blank + cells.get(i))
                    .append(" |");
        }
        return line.toString();
    }

    private int width(int column) {
        int width = length(head.get(column));
        for (List<String> row : rows) {
            width = Math.max(width, length(row.get(column)));
        }
        return width;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
