package nutshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;

/** The matrix on a terminal of 80 columns: a row for each escape, a column for each defence, numbered. */
final class MatrixPage {

    private MatrixPage() {}

    static List<String> lines(List<Result> cells, Paint paint) {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("%-26s %s".formatted("", "none"));
        for (int i = 1; i <= Defence.values().length; i++) {
            head.append("%3d".formatted(i));
        }
        lines.add(head.toString());
        for (Escape escape : Escape.all()) {
            lines.add(row(escape, cells, paint));
        }
        lines.add("");
        lines.add(paint.bad("E") + " escaped   " + paint.good("·") + " contained   - not possible here");
        lines.add("");
        int number = 1;
        for (Defence defence : Defence.values()) {
            lines.add("%3d  %-22s %s".formatted(number++, defence.word(), defence.about()));
        }
        lines.addAll(reasons(cells));
        return lines;
    }

    private static String row(Escape escape, List<Result> cells, Paint paint) {
        StringBuilder row = new StringBuilder("%-26s ".formatted(escape.word()));
        for (Result cell : cells) {
            if (cell.escape().equals(escape.word())) {
                row.append(cell.defences().isEmpty() ? "   " : "  ").append(sign(cell, paint));
            }
        }
        return row.toString();
    }

    private static String sign(Result cell, Paint paint) {
        return switch (cell.outcome()) {
            case ESCAPED -> paint.bad("E");
            case CONTAINED -> paint.good("·");
            case UNAVAILABLE -> "-";
        };
    }

    /** Each reason once why something is not possible here. */
    private static List<String> reasons(List<Result> cells) {
        List<String> reasons = cells.stream()
                .filter(cell -> cell.outcome() == Result.Outcome.UNAVAILABLE)
                .flatMap(cell -> cell.why().stream())
                .distinct()
                .map(why -> "  -  " + why)
                .toList();
        List<String> lines = new ArrayList<>(reasons.isEmpty() ? List.of() : Arrays.asList(""));
        lines.addAll(reasons);
        return lines;
    }
}
