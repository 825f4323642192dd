package nutshell.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import nutshell.container.Session;
import nutshell.escapes.Demonstration;
import nutshell.escapes.Matrix;

/**
 * Runs the benchmarks one after another.
 *
 * @param sessions begins a session for the works that need one; it is closed when they are done
 * @param launcher the program a person starts
 * @param json writes a document, an OCI bundle's configuration for one
 * @param warmUps untimed rounds of ours before the timed ones
 */
public record Bench(Supplier<Session> sessions, Path launcher, Function<Object, String> json, int warmUps) {

    /** Enough for the JIT compiler to have met every method on the way; our shell's compiles after 200 calls. */
    public static final int WARM_UPS = 300;

    /** {@code rounds} in place of each work's own number of them. */
    public Figures run(Collection<Work> works, OptionalInt rounds) {
        List<Row> rows = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Work work : works) {
            Figures found = run(work, rounds.orElse(work.rounds()));
            rows.addAll(found.rows());
            remarks.addAll(found.remarks());
        }
        return new Figures(rows, remarks);
    }

    private Figures run(Work work, int rounds) {
        if (work == Work.PROMPT) {
            // Without a session of ours: a shell that starts beside one would look after it first.
            return run(new PromptWork(launcher).contenders(), List.of(), 1, rounds);
        }
        try (Session session = sessions.get();
                Stage stage = new Stage(session)) {
            if (work == Work.REPLAY) {
                return run(List.of(new ReplayWork(stage).contender()), List.of(), warmUps, rounds);
            }
            if (work == Work.MATRIX) {
                return matrix(session, rounds);
            }
            if (work == Work.VETH) {
                VethWork veth = new VethWork(stage);
                return run(veth.contenders(), veth.remarks(), WARM_UPS, rounds);
            }
            if (work == Work.DRIFT) {
                return drift(stage, rounds);
            }
            ContainerWork container = new ContainerWork(stage, json);
            return run(container.contenders(), container.remarks(), warmUps, rounds);
        }
    }

    private Figures drift(Stage stage, int rounds) {
        try (DriftWork drift = new DriftWork(stage)) {
            return run(drift.contenders(), List.of(), warmUps, rounds);
        }
    }

    private static Figures matrix(Session session, int rounds) {
        if (!session.mayChangeHost()) {
            return new Figures(
                    List.of(),
                    List.of("matrix: not measured, escapes reach the host; with --on-this-machine they may"));
        }
        try (Demonstration demonstration = new Demonstration(session)) {
            return run(List.of(new MatrixWork(demonstration).contender()), List.of(), Matrix.size(), rounds);
        }
    }

    private static Figures run(List<Contender> contenders, List<String> known, int untimed, int rounds) {
        Race race = new Race(contenders);
        List<Row> rows = race.run(untimed, rounds);
        List<String> remarks = new ArrayList<>(known);
        remarks.addAll(race.remarks());
        return new Figures(rows, remarks);
    }
}
