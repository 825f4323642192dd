package nutshell.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.container.Session;
import nutshell.escapes.Defence;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Escape;
import nutshell.escapes.Matrix;
import nutshell.escapes.Result;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell escape matrix}: every escape under every defence, each cell run. */
@Command(
        name = "matrix",
        description = "Run every escape under no defence and under each, and show which stops which.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Status 1 where --against finds a cell that was contained and now escapes.",
            "Example: nutshell escape matrix --html matrix.html"
        })
final class EscapeMatrix implements Callable<Integer> {

    @Option(names = "--against", paramLabel = "OLD.json", description = "name every cell that is not as it was then")
    private @Nullable Path against;

    @Option(names = "--html", paramLabel = "FILE", description = "a page whose cells lead to what happened")
    private @Nullable Path html;

    @Option(names = "--on-this-machine", description = "do it where this is not the lab machine")
    private boolean onThisMachine;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Optional<MatrixChanges.Old> old = Optional.ofNullable(against).map(MatrixChanges::read);
        List<Result> cells = run();
        List<MatrixChanges.Change> changes =
                old.map(matrix -> MatrixChanges.between(matrix, cells)).orElse(List.of());
        if (html != null) {
            TextFiles.write(html, MatrixHtml.page(cells));
            System.err.println("written to " + Printable.text(html.toString()));
        }
        if (json) {
            Map<String, @Nullable Object> document = EscapeJson.matrix(cells);
            old.ifPresent(matrix -> document.put("changes", changes));
            System.out.println(Json.document(document));
        } else {
            MatrixPage.lines(cells, Colors.forTerminal(TextFiles.isTerminal(1))).forEach(System.out::println);
            old.ifPresent(matrix -> MatrixChanges.lines(changes).forEach(System.out::println));
        }
        return changes.stream().anyMatch(MatrixChanges.Change::isWorse) ? 1 : 0;
    }

    private List<Result> run() {
        try (Session session = Sessions.open(onThisMachine);
                Demonstration demonstration = new Demonstration(session)) {
            int[] done = {0};
            int row = Defence.values().length + 1;
            return Matrix.run(demonstration, cell -> {
                if (done[0]++ % row == 0) {
                    System.err.printf(
                            "nutshell: %2d of %d  %s%n",
                            (done[0] - 1) / row + 1, Escape.all().size(), cell.escape());
                }
            });
        }
    }
}
