package nutshell.cli.words;

import java.util.List;
import nutshell.cli.LabList;
import nutshell.cli.Shell;

/** Lists the labs. */
final class LabsWord implements Word {

    @Override
    public String name() {
        return "labs";
    }

    @Override
    public String usage() {
        return "labs";
    }

    @Override
    public String example() {
        return "labs";
    }

    @Override
    public String summary() {
        return "list the labs, and which are done";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        LabList.lines(
                        shell.learning().student().course(),
                        shell.learning().student().progress(),
                        shell.surroundings().paint())
                .forEach(shell::say);
    }
}
