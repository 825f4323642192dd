package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.container.Step;
import nutshell.refusals.Printable;

/** Shows the recipe so far. */
final class StepsWord implements Word {

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public String usage() {
        return "steps";
    }

    @Override
    public String example() {
        return "steps";
    }

    @Override
    public String summary() {
        return "the recipe so far";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        List<Step> steps = shell.session().current().recipe();
        for (int i = 0; i < steps.size(); i++) {
            shell.say("%3d  %s".formatted(i + 1, Printable.text(steps.get(i).line())));
        }
        if (steps.isEmpty()) {
            shell.say("no steps yet: rootfs busybox is a good first one");
        }
    }
}
