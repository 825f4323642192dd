package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.Session;
import nutshell.escapes.Defence;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Escape;
import nutshell.escapes.Matrix;
import nutshell.escapes.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell escape}: ways from a container to the host, and what stops them, tried here and now. */
@Command(
        name = "escape",
        description = "Escape from containers made with a mistake, and see which defence stops it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|run|matrix",
        footer = {"", "Example: nutshell escape run host-mount --with user-namespace"})
final class EscapeCommand {

    @Command(
            name = "list",
            description = "List the escapes, the mistakes behind them, and the defences.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell escape list"})
    int list(@Option(names = "--json", description = "one JSON document") boolean json) {
        if (json) {
            System.out.println(Json.document(EscapeJson.list()));
        } else {
            EscapePage.list().forEach(System.out::println);
        }
        return 0;
    }

    @Command(
            name = "run",
            description = "Make the mistake, escape, and prove it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell escape run host-mount --with user-namespace"})
    int run(
            @Parameters(paramLabel = "NAME|all", description = "one of escape list") String name,
            @Option(names = "--with", paramLabel = "DEFENCE", split = ",", description = "put these before it")
                    List<String> with,
            @Option(names = "--on-this-machine", description = "where this is not the lab machine") boolean here,
            @Option(names = "--json", description = "one JSON document") boolean json) {
        List<Escape> escapes = name.equals("all") ? Escape.all() : List.of(Escape.of(name));
        List<Defence> defences = with == null ? List.of() : with.stream().map(Defence::of).toList();
        try (Session session = Sessions.open(here);
                Demonstration demonstration = new Demonstration(session)) {
            List<Result> results = new ArrayList<>();
            for (Escape escape : escapes) {
                Result result = demonstration.run(escape, defences);
                results.add(result);
                if (!json) {
                    EscapePage.of(result).forEach(System.out::println);
                }
            }
            if (json) {
                System.out.println(Json.document(results.size() == 1 ? EscapeJson.of(results.get(0)) : EscapeJson.matrix(results)));
            }
            return 0;
        }
    }

    @Command(
            name = "matrix",
            description = "Run every escape under every defence.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell escape matrix --json > before.json"})
    int matrix(
            @Option(names = "--on-this-machine", description = "where this is not the lab machine") boolean here,
            @Option(names = "--json", description = "one JSON document") boolean json) {
        try (Session session = Sessions.open(here);
                Demonstration demonstration = new Demonstration(session)) {
            long[] last = {System.nanoTime()};
            List<Result> cells = Matrix.run(demonstration, cell -> {
                long now = System.nanoTime();
                System.err.printf("%-26s %-22s %-12s %5.1f ms %s%n", cell.escape(), cell.defences(), cell.outcome(), (now - last[0]) / 1e6, cell.stoppedBy().map(Object::toString).orElse(cell.why().orElse("")));
                last[0] = now;
            });
            if (json) {
                System.out.println(Json.document(EscapeJson.matrix(cells)));
            }
            return 0;
        }
    }
}
