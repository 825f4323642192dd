package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Jobs;
import nutshell.cli.Shell;
import nutshell.refusals.Refusal;

/** Brings a job to the foreground. */
final class ForegroundWord implements Word {

    @Override
    public String name() {
        return "fg";
    }

    @Override
    public String usage() {
        return "fg [NUMBER]";
    }

    @Override
    public String example() {
        return "fg 1";
    }

    @Override
    public String summary() {
        return "bring a job to this terminal";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        List<Jobs.Job> jobs = shell.jobs().all().stream()
                .filter(job ->
                        arguments.isEmpty() || arguments.get(0).replace("%", "").equals(Integer.toString(job.number())))
                .toList();
        if (jobs.isEmpty()) {
            throw Refusal.usage("there is no such job; usage: " + usage(), "jobs lists them");
        }
        shell.surroundings().foreground(shell, jobs.get(jobs.size() - 1));
    }
}
