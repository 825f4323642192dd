package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;

/** Leaves the shell; what was made goes with it. */
final class ExitWord implements Word {

    @Override
    public String name() {
        return "exit";
    }

    @Override
    public String usage() {
        return "exit";
    }

    @Override
    public String example() {
        return "exit";
    }

    @Override
    public String summary() {
        return "leave; everything made goes";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        shell.leave();
    }
}
