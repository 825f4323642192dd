package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Guards;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Watches the current container for programs that were not in its image, or denies them. */
final class DriftWord implements Word {

    private static final List<String> ACTS = List.of("watch", "block", "show", "stop");

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String usage() {
        return "drift watch|block|show|stop";
    }

    @Override
    public String example() {
        return "drift block";
    }

    @Override
    public String summary() {
        return "tell of programs not in the image, or deny";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        String act = arguments.isEmpty() ? "show" : arguments.get(0);
        if (arguments.size() > 1 || !ACTS.contains(act)) {
            throw Refusal.usage("drift takes one of watch, block, show and stop; usage: " + usage(), example());
        }
        Guards guards = shell.guards();
        switch (act) {
            case "watch" -> guards.begin(shell, false);
            case "block" -> guards.begin(shell, true);
            case "stop" -> guards.stop(shell);
            default -> guards.show(shell);
        }
    }

    @Override
    public List<String> completions(Shell shell) {
        return ACTS;
    }
}
