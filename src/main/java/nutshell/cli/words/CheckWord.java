package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.labs.Lesson;
import nutshell.labs.LiveViews;
import nutshell.labs.Views;
import nutshell.refusals.Refusal;

/** Looks at the container, or at any process, and says what of the lab is true of it. */
final class CheckWord implements Word {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String usage() {
        return "check [PID]";
    }

    @Override
    public String example() {
        return "check";
    }

    @Override
    public String summary() {
        return "what the kernel shows of the lab so far";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        Lesson lesson = shell.learning().lesson();
        Views views = arguments.isEmpty() ? LiveViews.of(shell.session().current()) : LiveViews.of(pid(arguments));
        List<String> told = shell.learning().look(views);
        shell.learning().page().targets(lesson).forEach(shell::say);
        told.stream().filter(line -> !line.startsWith("✔")).forEach(line -> shell.say("  " + line));
        lesson.missing(views).ifPresent(missing -> {
            shell.say("");
            missing.lines()
                    .forEach(line ->
                            shell.learning().page().hanging("  not yet  ", line).forEach(shell::say));
        });
        shell.learning().student().keep();
        shell.learning().student().note().ifPresent(shell::say);
    }

    private int pid(List<String> arguments) {
        if (arguments.size() != 1 || !arguments.get(0).matches("[0-9]{1,9}")) {
            throw Refusal.usage("check takes the number of a process; usage: " + usage(), "check 4711");
        }
        return Integer.parseInt(arguments.get(0));
    }
}
