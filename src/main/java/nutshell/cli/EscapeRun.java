package nutshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.container.Session;
import nutshell.escapes.Defence;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Escape;
import nutshell.escapes.Replica;
import nutshell.escapes.Result;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell escape run}: one escape, or all, under some defences or from a replica of somebody's container. */
@Command(
        name = "run",
        description = "Make the mistake, escape, and prove it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell escape run host-mount --with user-namespace"})
final class EscapeRun implements Callable<Integer> {

    /** Columns of what goes to a file or a pipe, where another program looks for lines. */
    private static final int UNBROKEN = 1000;

    @Parameters(paramLabel = "NAME|all", description = "one of escape list")
    private String name = "all";

    @Option(names = "--with", paramLabel = "DEFENCE", split = ",", description = "put these before it")
    private List<String> with = List.of();

    @Option(
            names = "--from",
            paramLabel = "docker:NAME|podman:NAME|PID|RECIPE",
            description =
                    "from a replica of this container; what is mounted there is mounted, nothing else is made wrong")
    private @Nullable String from;

    @Option(names = "--on-this-machine", description = "do it where this is not the lab machine")
    private boolean onThisMachine;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        List<Escape> escapes = name.equals("all") ? Escape.all() : List.of(Escape.of(name));
        List<Defence> defences = with.stream().map(Defence::of).toList();
        if (from != null && !defences.isEmpty()) {
            throw Refusal.usage(
                    "--from takes a container as it is, so --with has no place", "escape run all --from 4711");
        }
        try (Session session = Sessions.open(onThisMachine);
                Demonstration demonstration = new Demonstration(session)) {
            Optional<Replica> replica = Optional.ofNullable(from).map(EscapeSource::replica);
            List<Result> results = new ArrayList<>();
            for (Escape escape : escapes) {
                Result result = replica.map(one -> demonstration.runIn(one, escape))
                        .orElseGet(() -> demonstration.run(escape, defences));
                results.add(result);
                if (!json) {
                    tell(demonstration, escape, result, replica.isEmpty() && defences.isEmpty() && escapes.size() == 1);
                }
            }
            if (json) {
                System.out.println(Json.document(document(results)));
            }
            return 0;
        }
    }

    /** One escape from a replica, on this machine, with the person's word. */
    static List<String> play(String name, String from, EscapePage page) {
        Escape escape = Escape.of(name);
        try (Session session = Sessions.open(true);
                Demonstration demonstration = new Demonstration(session)) {
            Result result = demonstration.runIn(EscapeSource.replica(from), escape);
            List<String> lines = new ArrayList<>(page.head(escape, result.defences()));
            result.ways().forEach(way -> lines.addAll(page.calls(way)));
            lines.addAll(page.end(result));
            return lines;
        }
    }

    private static Map<String, @Nullable Object> document(List<Result> results) {
        return results.size() == 1 ? EscapeJson.of(results.get(0)) : EscapeJson.matrix(results);
    }

    private void tell(Demonstration demonstration, Escape escape, Result result, boolean alone) {
        boolean terminal = TextFiles.isTerminal(1);
        EscapePage page = new EscapePage(Colors.forTerminal(terminal), terminal ? 80 : UNBROKEN);
        page.head(escape, result.defences()).forEach(System.out::println);
        if (name.equals("all")) {
            page.end(result).forEach(System.out::println);
            return;
        }
        page.recipe(result).forEach(System.out::println);
        result.ways().forEach(way -> page.calls(way).forEach(System.out::println));
        page.end(result).forEach(System.out::println);
        if (alone) {
            List<Result> each = Arrays.stream(Defence.values())
                    .map(defence -> demonstration.run(escape, List.of(defence)))
                    .toList();
            page.defences(each).forEach(System.out::println);
        }
    }
}
