package nutshell.cli;

import java.util.List;
import nutshell.labs.Lesson;
import nutshell.labs.Prediction;
import nutshell.labs.Stage;

/** Asks for a prediction, and has the kernel answer on a stage of its own: the container at hand stays as it is. */
public final class Predictions {

    private Predictions() {}

    /** Shows the question and its options. */
    public static void ask(Shell shell, Lesson lesson) {
        Prediction prediction = lesson.lab().prediction();
        LessonPage page = shell.learning().page();
        page.blocks(prediction.question()).forEach(shell::say);
        shell.say("");
        prediction
                .options()
                .forEach(option -> page.hanging("    " + option.letter() + "  ", option.text())
                        .forEach(shell::say));
    }

    /** Plays the lines and says what came of it, whatever was chosen. */
    public static void answer(Shell shell, Lesson lesson, Prediction.Option chosen) {
        Prediction.Answer answer;
        try (Stage stage = ShellStage.in(shell.session().mayChangeHost()).get()) {
            answer = lesson.predict(chosen, stage);
        }
        List<String> lines =
                shell.learning().page().answer(chosen, answer, shell.learning().whyNotHere());
        lines.forEach(shell::say);
        shell.say("");
        shell.say("  " + shell.surroundings().paint().word("next") + "        goes on");
        shell.learning().student().keep();
    }
}
