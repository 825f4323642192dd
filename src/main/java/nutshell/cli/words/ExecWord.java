package nutshell.cli.words;

import java.util.ArrayList;
import java.util.List;
import nutshell.cli.Shell;
import nutshell.container.Container;

/** Runs a program in the container, on this terminal or beside it. */
final class ExecWord implements Word {

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public String usage() {
        return "exec [--as-it-is] [CMD…] [&]";
    }

    @Override
    public String example() {
        return "exec sh";
    }

    @Override
    public String summary() {
        return "run a program in the container";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        boolean asItIs = !command.isEmpty() && command.get(0).equals("--as-it-is");
        if (asItIs) {
            command.remove(0);
        }
        boolean background =
                !command.isEmpty() && command.get(command.size() - 1).equals("&");
        if (background) {
            command.remove(command.size() - 1);
        }
        Container container = shell.session().current();
        if (command.isEmpty()) {
            command.addAll(container.defaultCommand());
        }
        String output = shell.surroundings().run(shell, container, new Shell.Program(command, background, asItIs));
        if (!output.isEmpty()) {
            shell.say(output);
        }
    }
}
