package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.cli.TextFiles;
import nutshell.container.Recipe;
import nutshell.container.Words;
import nutshell.refusals.Refusal;

/** Writes the recipe so far to a file. */
final class SaveWord implements Word {

    @Override
    public String name() {
        return "save";
    }

    @Override
    public String usage() {
        return "save FILE";
    }

    @Override
    public String example() {
        return "save box.nut";
    }

    @Override
    public String summary() {
        return "write the recipe to a file";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.size() != 1) {
            throw Refusal.usage("save takes one file; usage: " + usage(), example());
        }
        TextFiles.write(
                Words.path(arguments.get(0)),
                Recipe.text(shell.session().current().recipe()));
    }
}
