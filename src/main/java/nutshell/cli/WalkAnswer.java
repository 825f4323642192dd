package nutshell.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import nutshell.checklist.Answer;

/** Asks for what belongs to a choice: why, and where it was accepted until when. */
final class WalkAnswer {

    /** How asking went. */
    sealed interface Outcome {
        record Given(Answer answer) implements Outcome {}

        /** The person left. */
        record Left() implements Outcome {}

        /** Something was missing, and that was said. */
        record Again() implements Outcome {}
    }

    private final Conversation terminal;

    WalkAnswer(Conversation terminal) {
        this.terminal = terminal;
    }

    Outcome ask(Answer.Choice choice) {
        if (choice == Answer.Choice.LATER) {
            return given(choice, "", Optional.empty());
        }
        Optional<String> said = terminal.ask(choice.needsReason() ? "  because> " : "  because (Enter for no more)> ");
        if (said.isEmpty()) {
            return new Outcome.Left();
        }
        String reason = said.get().strip();
        if (reason.isEmpty() && choice.needsReason()) {
            terminal.tell("  ", "'%s' needs a reason: somebody will ask for it.".formatted(choice.word()));
            return new Outcome.Again();
        }
        return choice == Answer.Choice.ACCEPTED ? accepted(reason) : given(choice, reason, Optional.empty());
    }

    /** A day that is none is asked for again: a reason was typed already, and is not to be typed twice. */
    private Outcome accepted(String reason) {
        while (true) {
            Optional<String> said = terminal.ask("  look at it again on (2027-01-31, or days such as 90)> ");
            if (said.isEmpty() || Walk.isLeaving(said.get())) {
                return new Outcome.Left();
            }
            Optional<LocalDate> review = day(said.get().strip());
            if (review.isPresent()) {
                return given(Answer.Choice.ACCEPTED, reason, review);
            }
            terminal.tell(
                    "  ",
                    "That is no day to come: a date such as %s, or a number of days."
                            .formatted(CheckCommand.today().plusDays(90)));
        }
    }

    private static Outcome given(Answer.Choice choice, String reason, Optional<LocalDate> review) {
        return new Outcome.Given(new Answer(choice, reason, review, Instant.now()));
    }

    static Optional<LocalDate> day(String words) {
        if (words.matches("[1-9][0-9]{0,3}")) {
            return Optional.of(CheckCommand.today().plusDays(Long.parseLong(words)));
        }
        try {
            return Optional.of(LocalDate.parse(words)).filter(day -> day.isAfter(CheckCommand.today()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
