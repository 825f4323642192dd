package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Export;
import nutshell.cli.Shell;
import nutshell.container.Container;
import nutshell.container.Recipe;
import nutshell.container.Words;
import nutshell.refusals.Refusal;

/** Writes the container as an OCI bundle or a shell script. */
final class ExportWord implements Word {

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String usage() {
        return "export oci|sh DIR";
    }

    @Override
    public String example() {
        return "export oci /tmp/bundle";
    }

    @Override
    public String summary() {
        return "as an OCI bundle or a shell script";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.size() != 2) {
            throw Refusal.usage("export takes a form and a directory; usage: " + usage(), example());
        }
        Container container = shell.session().current();
        Recipe recipe = new Recipe(container.name(), container.recipe());
        shell.say(Export.as(arguments.get(0), recipe, Words.path(arguments.get(1))));
    }

    @Override
    public List<String> completions(Shell shell) {
        return List.of("oci", "sh");
    }
}
