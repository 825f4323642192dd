package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;

/** Takes back every step of the current container. */
final class ResetWord implements Word {

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String usage() {
        return "reset";
    }

    @Override
    public String example() {
        return "reset";
    }

    @Override
    public String summary() {
        return "take back everything";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        shell.session().current().reset();
    }
}
