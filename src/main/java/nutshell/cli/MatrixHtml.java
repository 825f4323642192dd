package nutshell.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;

/** The matrix as a page that stands alone: each cell leads to what happened in it. */
final class MatrixHtml {

    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1b1b1b; }
            table { border-collapse: collapse; }
            th { text-align: left; font-weight: 600; padding: .2rem .6rem; }
            thead th { writing-mode: vertical-rl; transform: rotate(180deg); }
            td { border: 1px solid #ccc; text-align: center; padding: 0; }
            td a { display: block; padding: .25rem .5rem; color: inherit; text-decoration: none; }
            .escaped { background: #f6c7c0; } .contained { background: #cfe8cf; } .unavailable { background: #eee; color: #666; }
            section { border-top: 1px solid #ccc; margin-top: 1.5rem; } section:target { background: #fffbe0; }
            pre { overflow-x: auto; background: #f6f6f6; padding: .6rem; }
            """;

    private MatrixHtml() {}

    static String page(List<Result> cells) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Escapes under defences</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                %s</style></head>
                <body>
                <h1>Which defence stops which escape</h1>
                <p>Each cell was run on Linux %s. A cell leads to what happened in it.</p>
                <table><thead>%s</thead>
                <tbody>
                %s
                </tbody></table>
                %s
                </body>
                </html>
                """.formatted(
                        STYLE,
                        escaped(System.getProperty("os.version", "")),
                        head(),
                        Escape.all().stream().map(escape -> row(escape, cells)).collect(Collectors.joining("\n")),
                        cells.stream().map(MatrixHtml::section).collect(Collectors.joining("\n")));
    }

    private static String head() {
        String columns = Arrays.stream(Defence.values())
                .map(defence -> "<th scope=\"col\" title=\"%s\">%s</th>"
                        .formatted(escaped(defence.about()), escaped(defence.word())))
                .collect(Collectors.joining());
        return "<tr><td></td><th scope=\"col\">none</th>" + columns + "</tr>";
    }

    private static String row(Escape escape, List<Result> cells) {
        String columns = cells.stream()
                .filter(cell -> cell.escape().equals(escape.word()))
                .map(MatrixHtml::cell)
                .collect(Collectors.joining());
        return "<tr><th scope=\"row\" title=\"%s\">%s</th>%s</tr>"
                .formatted(escaped(escape.mistake()), escaped(escape.word()), columns);
    }

    private static String cell(Result cell) {
        String text = switch (cell.outcome()) {
            case ESCAPED -> "escaped";
            case CONTAINED ->
                cell.stoppedBy().flatMap(event -> event.errno()).map(Enum::name).orElse("contained");
            case UNAVAILABLE -> "–";
        };
        return "<td class=\"%s\"><a href=\"#%s\">%s</a></td>"
                .formatted(cell.outcome().word(), anchor(cell), escaped(text));
    }

    private static String anchor(Result cell) {
        return cell.escape() + "--" + (cell.defences().isEmpty() ? "none" : String.join("-", cell.defences()));
    }

    private static String section(Result cell) {
        EscapePage page = new EscapePage(new Paint(false), 100);
        StringBuilder text = new StringBuilder();
        page.recipe(cell).forEach(line -> text.append(line).append('\n'));
        cell.ways().forEach(way -> {
            text.append('\n');
            page.calls(way).forEach(line -> text.append(line).append('\n'));
        });
        text.append('\n');
        page.end(cell).forEach(line -> text.append(line).append('\n'));
        return "<section id=\"%s\"><h2>%s under %s</h2><pre>%s</pre></section>"
                .formatted(
                        anchor(cell),
                        escaped(cell.escape()),
                        cell.defences().isEmpty() ? "no defence" : escaped(String.join(", ", cell.defences())),
                        escaped(text.toString()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
