package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.refusals.Printable;

/** Shows what was typed before. */
final class HistoryWord implements Word {

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String usage() {
        return "history";
    }

    @Override
    public String example() {
        return "history";
    }

    @Override
    public String summary() {
        return "what was typed before";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        List<String> lines = shell.surroundings().history();
        for (int i = 0; i < lines.size(); i++) {
            shell.say("%5d  %s".formatted(i + 1, Printable.text(lines.get(i))));
        }
    }
}
