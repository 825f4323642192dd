package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;

/** Lists the programs that run beside the prompt or stand still. */
final class JobsWord implements Word {

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public String usage() {
        return "jobs";
    }

    @Override
    public String example() {
        return "jobs";
    }

    @Override
    public String summary() {
        return "list what runs beside the prompt";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        shell.jobs().all().forEach(job -> shell.say(job.toString()));
    }
}
