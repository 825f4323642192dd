package nutshell.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import nutshell.bench.Bench;
import nutshell.bench.Figures;
import nutshell.bench.Work;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell bench}: what things cost, beside the peers that are installed. */
@Command(
        name = "bench",
        description = "Measure Nutshell beside the peers that are installed.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell bench --only container"})
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "container, replay, veth, matrix, prompt; default: all")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "how often each takes its turn")
    private @Nullable Integer rounds;

    @Option(names = "--on-this-machine", description = "measure escapes where this is not the lab machine")
    private boolean onThisMachine;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Set<Work> works = Work.named(only);
        if (rounds != null && rounds < 1) {
            throw Refusal.usage("--rounds is " + rounds + ", expected 1 or more", "nutshell bench --rounds 50");
        }
        OptionalInt times = rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds);
        Bench bench = new Bench(
                () -> Sessions.open(onThisMachine),
                Home.directory().resolve("nutshell"),
                Json::document,
                Bench.WARM_UPS);
        Figures figures = bench.run(works, times);
        if (json) {
            System.out.println(Json.document(figures.toJson()));
        } else {
            figures.lines().forEach(System.out::println);
        }
        return 0;
    }
}
