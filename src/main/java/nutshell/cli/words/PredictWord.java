package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Predictions;
import nutshell.cli.Shell;
import nutshell.labs.Lesson;
import nutshell.labs.Prediction;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Takes a prediction and lets the kernel answer it. */
final class PredictWord implements Word {

    @Override
    public String name() {
        return "predict";
    }

    @Override
    public String usage() {
        return "predict [LETTER]";
    }

    @Override
    public String example() {
        return "predict a";
    }

    @Override
    public String summary() {
        return "say what you expect; the kernel answers";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Lesson lesson = shell.learning().lesson();
        if (arguments.isEmpty()) {
            Predictions.ask(shell, lesson);
            return;
        }
        Prediction.Option chosen = lesson.lab()
                .prediction()
                .option(arguments.get(0))
                .orElseThrow(() -> Refusal.usage(
                        "there is no option '" + Printable.text(arguments.get(0), 20) + "'", "predict a"));
        Predictions.answer(shell, lesson, chosen);
    }

    @Override
    public List<String> completions(Shell shell) {
        return List.of("a", "b", "c");
    }
}
