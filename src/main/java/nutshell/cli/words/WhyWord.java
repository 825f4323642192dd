package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Reasons;
import nutshell.cli.Shell;
import nutshell.container.Stdio;
import nutshell.refusals.Refusal;
import nutshell.why.Why;

/** Runs a command in the container and says of each refused system call why it was. */
final class WhyWord implements Word {

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String usage() {
        return "why CMD…";
    }

    @Override
    public String example() {
        return "why hostname other";
    }

    @Override
    public String summary() {
        return "run a command; of each refused call say why";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw Refusal.usage("why: the command is missing; usage: " + usage(), example());
        }
        Why.Report report =
                Why.run(shell.session().current(), arguments, Stdio.inherited().out(2));
        Reasons.lines(report, shell.surroundings().paint(), shell.surroundings().width())
                .forEach(shell::say);
    }
}
