package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.labs.Lesson;
import nutshell.refusals.Refusal;

/** Shows the lines of a lab: after success, or on insisting. */
final class SolutionWord implements Word {

    @Override
    public String name() {
        return "solution";
    }

    @Override
    public String usage() {
        return "solution [--anyway]";
    }

    @Override
    public String example() {
        return "solution";
    }

    @Override
    public String summary() {
        return "the lab's lines, once it is done";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Lesson lesson = shell.learning().lesson();
        List<String> lines = lesson.solution(arguments.contains("--anyway"))
                .orElseThrow(() -> Refusal.usage(
                        "the solution opens when the lab is done", "hint; or solution --anyway, which is noted"));
        lines.forEach(line -> shell.say("  " + line));
        shell.learning().student().keep();
    }

    @Override
    public List<String> completions(Shell shell) {
        return List.of("--anyway");
    }
}
