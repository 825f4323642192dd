package nutshell.labs;

import java.util.List;
import java.util.Optional;
import nutshell.content.Block;

/**
 * A question to which the kernel has the answer: lines are played in a container of their own, and the option that fits
 * what came of them is the right one.
 */
public record Prediction(List<Block> question, List<Option> options, List<Play> plays) {

    public Prediction {
        question = List.copyOf(question);
        options = List.copyOf(options);
        plays = List.copyOf(plays);
    }

    /** One of the answers. */
    public record Option(char letter, String text, String explanation, Sign sign) {}

    /** By what an answer is known to be the right one. */
    public sealed interface Sign {
        boolean fits(Played last, Views views);

        /** What there is to show for it beside the lines. */
        default Optional<String> seen(Views views) {
            return Optional.empty();
        }

        /** The state of the kernel. */
        record Observed(Observation observation) implements Sign {
            @Override
            public boolean fits(Played last, Views views) {
                return observation.look(views).holds();
            }

            @Override
            public Optional<String> seen(Views views) {
                Observation.Fact fact = observation.look(views);
                return Optional.of(observation.side().word() + " " + observation.path() + ": " + fact.seen());
            }
        }

        /** How the last line was refused; {@code ok} where it was not. */
        record Refused(String how) implements Sign {
            @Override
            public boolean fits(Played last, Views views) {
                return last.refusal().orElse("ok").equals(how);
            }
        }

        /** What the last line printed. */
        record Printed(LinePattern pattern) implements Sign {
            @Override
            public boolean fits(Played last, Views views) {
                return pattern.matchesALineOf(last.output());
            }
        }
    }

    /** What the kernel said: the lines as they were played, the options that fit, and what was looked at. */
    public record Answer(List<Played> played, List<Option> fitting, Optional<String> seen) {
        public Answer {
            played = List.copyOf(played);
            fitting = List.copyOf(fitting);
        }

        public Optional<Option> right() {
            return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
        }
    }

    /** Plays the lines and looks; only the last of them may be refused. */
    public Answer ask(Stage stage) {
        List<Played> played = new Theatre(stage).playAll(plays);
        Played last = played.get(played.size() - 1);
        List<Option> fitting = fitting(last, stage.views());
        return new Answer(
                played,
                fitting,
                fitting.stream()
                        .flatMap(option -> option.sign().seen(stage.views()).stream())
                        .findFirst());
    }

    /** Where an option foretold the refusal that came, the state, which is as it was before, speaks for no other. */
    private List<Option> fitting(Played last, Views views) {
        List<Option> fitting = options.stream()
                .filter(option -> option.sign().fits(last, views))
                .toList();
        List<Option> foretold = fitting.stream()
                .filter(option -> option.sign() instanceof Sign.Refused)
                .toList();
        return last.refusal().isPresent() && !foretold.isEmpty() ? foretold : fitting;
    }

    public Optional<Option> option(String letter) {
        return options.stream()
                .filter(option -> letter.equals(String.valueOf(option.letter())))
                .findFirst();
    }
}
