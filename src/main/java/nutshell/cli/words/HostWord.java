package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Runs a command on the host, outside every container. */
final class HostWord implements Word {

    @Override
    public String name() {
        return "host";
    }

    @Override
    public String usage() {
        return "host CMD…";
    }

    @Override
    public String example() {
        return "host ps";
    }

    @Override
    public String summary() {
        return "run a command on the host";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw Refusal.usage("host: the command is missing; usage: " + usage(), example());
        }
        String output = shell.surroundings().runOnHost(shell, arguments);
        if (!output.isEmpty()) {
            shell.say(output);
        }
    }
}
