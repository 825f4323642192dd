package nutshell.labs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One lab as somebody does it: which part is on the screen, what the kernel has shown already, what is to come. */
public final class Lesson {

    private final Lab lab;
    private final LabProgress progress;
    private final boolean tour;

    Lesson(Lab lab, LabProgress progress, boolean tour) {
        this.lab = lab;
        this.progress = progress;
        this.tour = tour;
    }

    public Lab lab() {
        return lab;
    }

    public LabProgress progress() {
        return progress;
    }

    /** The parts that are gone through. */
    public List<Part> parts() {
        return tour ? Part.TOUR : Part.all();
    }

    public int step() {
        return parts().indexOf(progress.part()) + 1;
    }

    /** Goes on to the next part; returns whether there was one. */
    public boolean next() {
        int at = step();
        if (at >= parts().size()) {
            return false;
        }
        progress.part(parts().get(at));
        return true;
    }

    /** What is to be reached, in order: the observations after a line belong together. */
    public record Target(List<Observation> observations, boolean reached) {
        public Target {
            observations = List.copyOf(observations);
        }
    }

    public List<Target> targets() {
        return observed()
                .map(play -> new Target(
                        play.observations(), play.observations().stream().allMatch(this::seen)))
                .toList();
    }

    private java.util.stream.Stream<Play> observed() {
        return lab.session().stream().filter(play -> !play.observations().isEmpty());
    }

    private boolean seen(Observation observation) {
        return progress.saw(observation.toString());
    }

    /** The mistakes worth making: what is typed, and how it is refused. */
    public record Mistake(String line, String refusal, boolean made) {}

    public List<Mistake> mistakes() {
        return lab.session().stream()
                .filter(play -> play.refusal().isPresent())
                .map(play -> new Mistake(play.typed(), play.refusal().orElseThrow(), progress.saw(mistake(play))))
                .toList();
    }

    private static String mistake(Play play) {
        return "! " + play.refusal().orElseThrow() + " " + play.typed();
    }

    /** Takes note of a line that was typed; returns the mistakes it has made that are worth making. */
    public List<String> typed(Played played) {
        progress.record("> " + played.line());
        played.calls().forEach(call -> progress.record("  " + call));
        List<String> told = new ArrayList<>();
        lab.session().stream()
                .filter(play -> play.refusal().isPresent() && play.refusal().equals(played.refusal()))
                .filter(play -> played.line().strip().startsWith(play.word()) && !progress.saw(mistake(play)))
                .findFirst()
                .ifPresent(play -> {
                    progress.see(mistake(play));
                    told.add("a mistake worth making: " + play.refusal().orElseThrow());
                });
        return told;
    }

    /** What has come true, each with what was seen; those that stand first come first. */
    public List<String> look(Views views) {
        List<String> told = new ArrayList<>();
        for (Play play : observed().toList()) {
            if (!play.observations().stream().allMatch(this::seen)) {
                List<Observation.Fact> facts =
                        play.observations().stream().map(o -> o.look(views)).toList();
                if (!facts.stream().allMatch(Observation.Fact::holds)) {
                    break;
                }
                for (int i = 0; i < facts.size(); i++) {
                    told.add(note(play.observations().get(i), facts.get(i)));
                }
            }
        }
        if (!told.isEmpty() && isReached() && !progress.isDone()) {
            progress.done(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return told;
    }

    private String note(Observation observation, Observation.Fact fact) {
        progress.see(observation.toString());
        String line = observation.told() + (fact.seen().isEmpty() ? "" : "   (" + fact.seen() + ")");
        progress.record("✔ " + line);
        return line;
    }

    public boolean isReached() {
        return targets().stream().allMatch(Target::reached);
    }

    /** What is looked for next, and what is seen in its place now. */
    public Optional<String> missing(Views views) {
        return observed()
                .filter(play -> !play.observations().stream().allMatch(this::seen))
                .findFirst()
                .map(play -> play.observations().stream()
                        .map(o -> "%s: %s is to be, and now is %s"
                                .formatted(o.told(), o, o.look(views).seen()))
                        .collect(Collectors.joining("\n")));
    }

    /** Answers the prediction with what the kernel says on this stage. */
    public Prediction.Answer predict(Prediction.Option chosen, Stage stage) {
        Prediction.Answer answer = lab.prediction().ask(stage);
        progress.predicted(
                chosen.letter(),
                answer.right().map(right -> String.valueOf(right.letter())).orElse("?"));
        progress.record("predicted " + chosen.letter() + ": " + chosen.text());
        answer.right().ifPresent(right -> progress.record("the kernel said " + right.letter() + ": " + right.text()));
        return answer;
    }

    /** The next hint; nothing where all have been given. */
    public Optional<String> hint() {
        if (progress.hints() >= lab.hints().size()) {
            return Optional.empty();
        }
        progress.hint();
        return Optional.of(lab.hints().get(progress.hints() - 1));
    }

    /** What is taken home, in Markdown. */
    public List<String> card() {
        return Card.of(this);
    }

    /** The lines that lead there, after success or on insisting, which is noted. */
    public Optional<List<String>> solution(boolean insisting) {
        if (!progress.isDone() && !insisting) {
            return Optional.empty();
        }
        if (!progress.isDone()) {
            progress.openSolution();
        }
        return Optional.of(lab.solution());
    }
}
