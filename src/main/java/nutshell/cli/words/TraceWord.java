package nutshell.cli.words;

import java.util.List;
import nutshell.cli.Shell;
import nutshell.cli.Tell;
import nutshell.refusals.Refusal;

/** Shows every system call as it was made, or stops showing them. */
final class TraceWord implements Word {

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public String usage() {
        return "trace on|off|show";
    }

    @Override
    public String example() {
        return "trace show";
    }

    @Override
    public String summary() {
        return "show the system calls as they were made";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        switch (arguments.isEmpty() ? "show" : arguments.get(0)) {
            case "on" -> shell.tracing(true);
            case "off" -> shell.tracing(false);
            case "show" -> {
                Tell tell = new Tell(
                        shell.surroundings().paint(), shell.surroundings().width());
                shell.session().trace().all().forEach(event -> shell.say(tell.call(event)));
            }
            default -> throw Refusal.usage("trace takes on, off or show; usage: " + usage(), example());
        }
    }

    @Override
    public List<String> completions(Shell shell) {
        return List.of("on", "off", "show");
    }
}
