package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Look;
import nutshell.cli.Shell;
import nutshell.container.Container;
import nutshell.refusals.Refusal;

/** Lists the session's containers, or makes or enters one. */
final class ContainerWord implements Word {

    @Override
    public String name() {
        return "container";
    }

    @Override
    public String usage() {
        return "container [NAME]";
    }

    @Override
    public String example() {
        return "container web";
    }

    @Override
    public String summary() {
        return "list the containers, make or enter one";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.size() > 1) {
            throw Refusal.usage("container takes one name; usage: " + usage(), example());
        }
        if (arguments.size() == 1) {
            shell.session().enter(arguments.get(0));
            return;
        }
        for (Container container : shell.session().containers()) {
            boolean current =
                    shell.session().existing().filter(c -> c == container).isPresent();
            shell.say("%s %-12s %2d steps  %s"
                    .formatted(
                            current ? "*" : " ",
                            container.name(),
                            container.recipe().size(),
                            container.own().isEmpty() ? "in the host's namespaces" : Look.words(container.own())));
        }
        if (shell.session().containers().isEmpty()) {
            shell.say("none yet: unshare uts makes the first");
        }
    }
}
