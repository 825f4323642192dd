package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.labs.Lesson;
import nutshell.refusals.Refusal;

/** Gives the hints of a lab, one after the other. */
final class HintWord implements Word {

    @Override
    public String name() {
        return "hint";
    }

    @Override
    public String usage() {
        return "hint";
    }

    @Override
    public String example() {
        return "hint";
    }

    @Override
    public String summary() {
        return "a hint, then a clearer one";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Lesson lesson = shell.learning().lesson();
        String hint = lesson.hint()
                .orElseThrow(() -> Refusal.usage("that was the last hint", "solution --anyway shows the lines"));
        shell.learning().student().keep();
        shell.learning()
                .page()
                .hanging(
                        "  hint %d of %d  "
                                .formatted(
                                        lesson.progress().hints(),
                                        lesson.lab().hints().size()),
                        hint)
                .forEach(shell::say);
    }
}
