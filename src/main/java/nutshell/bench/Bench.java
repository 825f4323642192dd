package nutshell.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
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
 * @param progress is told what is being done
 */
public record Bench(
        Supplier<Session> sessions,
        Path launcher,
        Function<Object, String> json,
        int warmUps,
        Consumer<String> progress) {

    /** Enough for the JIT compiler to have met every method on the way; our shell's compiles after 200 calls. */
    public static final int WARM_UPS = 300;

    private static final int IDLE_CONTAINERS = 100;
    private static final List<Integer> REAL = List.of(0, 10, 100);
    private static final int STAND_INS = 1_000;

    /** {@code rounds} in place of each work's own number of them. */
    public Figures run(Collection<Work> works, OptionalInt rounds) {
        Figures figures = Figures.NONE;
        for (Work work : works) {
            progress.accept(work.word());
            figures = figures.and(run(work, rounds.orElse(work.rounds())));
        }
        return figures;
    }

    /** Very many containers. */
    public ScaleFigures run(Scale scale) {
        try (Session session = sessions.get();
                Stage stage = new Stage(session)) {
            return scale.run(stage, warmUps, progress);
        }
    }

    private Figures run(Work work, int rounds) {
        if (work == Work.PROMPT) {
            // Without a session of ours: a shell that starts beside one would look after it first.
            PromptWork prompt = new PromptWork(launcher);
            Figures times = race(prompt.contenders(), prompt.remarks(), 1, rounds);
            return times.and(new Figures(List.of(), prompt.memory(), List.of()));
        }
        try (Session session = sessions.get();
                Stage stage = new Stage(session)) {
            return run(work, rounds, stage);
        }
    }

    private Figures run(Work work, int rounds, Stage stage) {
        return switch (work) {
            case CONTAINER -> container(stage, rounds);
            case REPLAY -> race(List.of(new ReplayWork(stage).contender()), List.of(), warmUps, rounds);
            case CHECK -> check(stage, rounds);
            case MATRIX -> matrix(stage.session(), rounds);
            case VETH -> {
                VethWork veth = new VethWork(stage);
                yield race(veth.contenders(), veth.remarks(), warmUps, rounds);
            }
            case DRIFT -> {
                try (DriftWork drift = new DriftWork(stage)) {
                    yield race(drift.contenders(), List.of(), warmUps, rounds);
                }
            }
            case PROMPT -> throw new IllegalArgumentException("needs no stage");
        };
    }

    private Figures container(Stage stage, int rounds) {
        try (Engines engines = new Engines(stage);
                IdleContainers idle = new IdleContainers(stage)) {
            ContainerWork work = new ContainerWork(stage, json, engines);
            Figures times = race(work.contenders(), work.remarks(), warmUps, rounds);
            int count = Math.min(IDLE_CONTAINERS, rounds);
            return times.and(new Figures(List.of(), idle.memory(count), List.of()));
        }
    }

    private Figures check(Stage stage, int rounds) {
        CheckWork check = new CheckWork(launcher);
        Figures figures = Figures.NONE;
        try (Engines engines = new Engines(stage)) {
            Optional<String> docker = engines.dockerCommand();
            if (docker.isPresent()) {
                for (int count : REAL) {
                    progress.accept("check, %d containers".formatted(count));
                    engines.sleeping(count);
                    List<Contender> contenders = check.contenders(count, "containers", engines.address(), docker);
                    figures = figures.and(race(contenders, List.of(), 1, rounds));
                }
            }
            figures = figures.and(new Figures(List.of(), List.of(), engines.remarks()));
        }
        progress.accept("check, %d stand-ins".formatted(STAND_INS));
        try (StandIns standIns = new StandIns(stage, STAND_INS, json)) {
            URI address = URI.create("unix://" + standIns.socket());
            List<Contender> contenders = check.contenders(STAND_INS, "stand-ins", address, Peer.find("docker"));
            return figures.and(race(contenders, List.of(), 1, rounds));
        }
    }

    private static Figures matrix(Session session, int rounds) {
        if (!session.mayChangeHost()) {
            return Figures.NONE.and(
                    List.of("matrix: not measured, escapes reach the host; with --on-this-machine they may"));
        }
        try (Demonstration demonstration = new Demonstration(session)) {
            return race(List.of(new MatrixWork(demonstration).contender()), List.of(), Matrix.size(), rounds);
        }
    }

    private static Figures race(List<Contender> contenders, List<String> known, int untimed, int rounds) {
        Race race = new Race(contenders);
        List<Row> rows = race.run(untimed, rounds);
        List<String> remarks = new ArrayList<>(known);
        remarks.addAll(race.remarks());
        return new Figures(rows, List.of(), remarks);
    }
}
