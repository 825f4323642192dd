package nutshell.cli.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nutshell.cli.Inspection;
import nutshell.cli.Shell;
import nutshell.cli.Subjects;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.evidence.Subject;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.inspect.Inspected;
import nutshell.refusals.Refusal;

/** Explains a process, or what differs between two; without a name, the current container. */
final class InspectWord implements Word {

    private static final String AGAINST = "--against";

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String usage() {
        return "inspect [PID|docker:NAME|podman:NAME|self] [--against OTHER]";
    }

    @Override
    public String example() {
        return "inspect --against docker:web";
    }

    @Override
    public String summary() {
        return "a process's walls, and the doors in them";
    }

    @Override
    public void run(Shell shell, List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        Optional<String> against = Optional.empty();
        int at = words.indexOf(AGAINST);
        if (at >= 0 && at + 1 < words.size()) {
            against = Optional.of(words.remove(at + 1));
            words.remove(at);
        }
        if (words.size() > 1 || words.contains(AGAINST)) {
            throw Refusal.usage("inspect takes one name, and --against another; usage: " + usage(), example());
        }
        look(shell, words, against)
                .lines(shell.surroundings().paint(), shell.surroundings().width())
                .forEach(shell::say);
    }

    private static Inspection look(Shell shell, List<String> words, Optional<String> against) {
        try (Subjects subjects = new Subjects(shell.session().mayChangeHost())) {
            Inspected one =
                    words.isEmpty() ? Inspected.look(current(shell.session().current())) : subjects.look(words.get(0));
            return new Inspection(one, against.map(subjects::look));
        }
    }

    /** Its first process, which is what others see of a container; without one, the thread that is the container. */
    private static Subject current(Container container) {
        return container.children().stream()
                .findFirst()
                .map(Child::pid)
                .map(pid -> new Subject(container.name(), ProcDirectory.of(pid), Optional.empty()))
                .orElseGet(() -> new Subject(container.name(), new ProcDirectory(container.proc()), Optional.empty()));
    }

    @Override
    public List<String> completions(Shell shell) {
        return List.of("self", "docker:", "podman:", AGAINST);
    }
}
