package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Runs a command in the container and comes back: exec, but never the terminal's own. */
final class InsideWord implements Word {

    @Override
    public String name() {
        return "inside";
    }

    @Override
    public String usage() {
        return "inside CMD…";
    }

    @Override
    public String example() {
        return "inside ls /";
    }

    @Override
    public String summary() {
        return "run a command in the container";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw Refusal.usage("inside: the command is missing; usage: " + usage(), example());
        }
        String output =
                shell.surroundings().run(shell, shell.session().current(), new Shell.Program(arguments, false, false));
        if (!output.isEmpty()) {
            shell.say(output);
        }
    }
}
