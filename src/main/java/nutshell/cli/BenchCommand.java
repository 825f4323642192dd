package nutshell.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import nutshell.bench.Bench;
import nutshell.bench.Conditions;
import nutshell.bench.Figures;
import nutshell.bench.Scale;
import nutshell.bench.ScaleFigures;
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
        footer = {"", "Example: nutshell bench --only container", "         nutshell bench --json >figures.json"})
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "container, replay, prompt, check, matrix, veth, drift; default: all")
    private List<String> only = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "how often each takes its turn")
    private @Nullable Integer rounds;

    @Option(names = "--scale", description = "1,000 containers at once, 10,000 in series: status 1 if anything is left")
    private boolean scale;

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
        if (scale && (rounds != null || !only.isEmpty())) {
            throw Refusal.usage("--scale has its own numbers and works", "nutshell bench --scale");
        }
        Bench bench = new Bench(
                () -> Sessions.open(onThisMachine),
                Home.directory().resolve("nutshell"),
                Json::document,
                Bench.WARM_UPS,
                BenchCommand::tellProgress);
        Conditions conditions = Conditions.now();
        if (scale) {
            ScaleFigures figures = bench.run(Scale.USUAL);
            tell(conditions, figures.toJson(), figures.lines());
            return figures.flat() ? 0 : Refusal.Kind.FAILED.status();
        }
        OptionalInt times = rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds);
        Figures figures = bench.run(works, times);
        tell(conditions, figures.toJson(), figures.lines());
        return 0;
    }

    private static void endProgress() {
        if (TextFiles.isTerminal(2)) {
            System.err.print("\r\u001b[K");
        }
    }

    private void tell(Conditions conditions, Map<String, Object> document, List<String> lines) {
        endProgress();
        if (json) {
            Map<String, Object> whole = new LinkedHashMap<>(document);
            whole.put("conditions", conditions.toJson());
            System.out.println(Json.document(whole));
        } else {
            System.out.println(conditions.line() + "\n");
            lines.forEach(System.out::println);
        }
    }

    /** On one line, which the next takes the place of; a file needs none of it. */
    private static void tellProgress(String what) {
        if (TextFiles.isTerminal(2)) {
            System.err.print("\r\u001b[Kmeasuring " + what + " …\r");
        }
    }
}
