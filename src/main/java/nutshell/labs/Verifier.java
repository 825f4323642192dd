package nutshell.labs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import nutshell.refusals.Refusal;

/** Plays labs on this kernel and finds what they promise and it does not keep. */
public final class Verifier {

    /** A program started a moment ago needs this long, at most, to become what is to be seen. */
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private static final long PAUSE_NANOS = 2_000_000;

    private final Course course;
    private final Function<String, Optional<String>> impossible;
    private final Supplier<Stage> stages;

    /** Takes what says why a lab is not possible here, and what opens a stage with nothing on it. */
    public Verifier(Course course, Function<String, Optional<String>> impossible, Supplier<Stage> stages) {
        this.course = course;
        this.impossible = impossible;
        this.stages = stages;
        // What is done for the first time takes its time: that is no lab's fault.
        try (Stage first = stages.get()) {
            first.views();
        }
    }

    public Verdict verify(String name) {
        long began = System.nanoTime();
        Trial trial = new Trial(name);
        Optional<String> skipped = Optional.empty();
        try {
            Lab lab = course.lab(name);
            skipped = impossible.apply(name);
            if (skipped.isEmpty()) {
                trial.session(lab);
                trial.prediction(lab);
            }
        } catch (Refusal e) {
            trial.faults.add(e.getMessage() + " (for example: " + e.remedy() + ")");
        }
        return new Verdict(
                name,
                skipped,
                trial.faults,
                trial.observations,
                (System.nanoTime() - began) / 1_000_000,
                trial.slowest / 1000);
    }

    /** One lab on its stages. */
    private final class Trial {
        private final String name;
        private final List<String> faults = new ArrayList<>();
        private int observations;
        private long slowest;

        Trial(String name) {
            this.name = name;
        }

        void session(Lab lab) {
            try (Stage stage = stages.get()) {
                Theatre theatre = new Theatre(stage);
                for (Play play : lab.session()) {
                    String where = where(play);
                    for (Observation observation : play.observations()) {
                        if (look(observation, stage).holds()) {
                            faults.add(where + "holds already before '" + play.typed() + "': " + observation);
                        }
                    }
                    Optional<String> fault = play.fault(theatre.play(play));
                    fault.ifPresent(text -> faults.add(where + text));
                    play.observations().forEach(observation -> mustHold(where, play, observation, stage));
                    if (fault.isPresent()) {
                        return;
                    }
                }
            }
        }

        private void mustHold(String where, Play play, Observation observation, Stage stage) {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            Observation.Fact fact = look(observation, stage);
            while (!fact.holds() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE_NANOS);
                fact = look(observation, stage);
            }
            if (!fact.holds()) {
                faults.add(where + "does not hold after '" + play.typed() + "': " + observation + " (seen: "
                        + fact.seen() + ")");
            }
        }

        private Observation.Fact look(Observation observation, Stage stage) {
            observations++;
            long before = System.nanoTime();
            Observation.Fact fact = observation.look(stage.views());
            slowest = Math.max(slowest, System.nanoTime() - before);
            return fact;
        }

        void prediction(Lab lab) {
            try (Stage stage = stages.get()) {
                Prediction.Answer answer = lab.prediction().ask(stage);
                List<Play> plays = lab.prediction().plays();
                boolean early = answer.played().size() < plays.size();
                if (early || answer.right().isEmpty()) {
                    Played last = answer.played().get(answer.played().size() - 1);
                    faults.add("%s/lab.md: of the prediction's options exactly one must fit, and %d do%s"
                            .formatted(
                                    name,
                                    answer.fitting().size(),
                                    last.refusal().isEmpty() ? "" : " ('" + last.line() + "': " + last.told() + ")"));
                }
            }
        }

        private String where(Play play) {
            return name + "/session.txt:" + play.line() + ": ";
        }
    }
}
