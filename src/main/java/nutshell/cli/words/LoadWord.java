package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Recipes;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Reads a recipe and carries out its steps; a mistake in it is found before the first one. */
final class LoadWord implements Word {

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String usage() {
        return "load FILE";
    }

    @Override
    public String example() {
        return "load box.nut";
    }

    @Override
    public String summary() {
        return "carry out a recipe's steps";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.size() != 1) {
            throw Refusal.usage("load takes one file; usage: " + usage(), example());
        }
        shell.session().current().apply(Recipes.find(arguments.get(0)).steps());
    }
}
