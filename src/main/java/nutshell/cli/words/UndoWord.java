package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Takes back the last steps by building the container anew from the others. */
final class UndoWord implements Word {

    @Override
    public String name() {
        return "undo";
    }

    @Override
    public String usage() {
        return "undo [N]";
    }

    @Override
    public String example() {
        return "undo 2";
    }

    @Override
    public String summary() {
        return "take back the last steps";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        int count = 1;
        try {
            count = arguments.isEmpty() ? 1 : Integer.parseInt(arguments.get(0));
        } catch (NumberFormatException e) {
            throw Refusal.usage("undo takes a number of steps; usage: " + usage(), example());
        }
        shell.session().current().undo(count);
    }
}
