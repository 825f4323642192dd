package nutshell.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nutshell.container.Container;
import nutshell.container.Preparations;
import nutshell.drift.Finding;
import nutshell.drift.Guard;
import nutshell.drift.Target;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Refusal;

/** The watches over a shell's containers: one for each at most, until it is stopped or its container is built anew. */
public final class Guards {

    private static final String FIRST = "drift block; it wants a container with mounts of its own, and a root";

    private final Map<String, Watched> watched = new HashMap<>();

    private record Watched(Guard guard, boolean blocks, Optional<String> memory) {}

    /** Begins to watch the current container; a watch that it has already is ended first. */
    public void begin(Shell shell, boolean blocks) {
        Container container = shell.session().current();
        end(container.name());
        Target target = new Target(container.name(), container.proc());
        Guard guard = Guard.begin(
                new Guard.Order(target, Optional.empty(), blocks),
                Kernel.ofThisMachine(shell.session().trace(), SyscallEvent.Actor.HOST));
        Optional<String> memory = Optional.empty();
        if (blocks) {
            Preparations preparations = shell.session().preparations();
            memory = preparations.forbidExecutableMemory(container.proc());
            memory.ifPresent(why -> shell.say("  memory (memfd) is not stopped: " + why));
        }
        watched.put(container.name(), new Watched(guard, blocks, memory));
        shell.say("  from now on, what was not in the image of %s is %s; drift show, drift stop"
                .formatted(container.name(), blocks ? "denied" : "noticed"));
    }

    /** Says what has been found since the last time. */
    public void show(Shell shell) {
        Watched current = current(shell);
        DriftPage page = new DriftPage(shell.surroundings().paint());
        Optional<Finding> next = current.guard.next(Duration.ofMillis(100));
        if (next.isEmpty()) {
            shell.say(current.guard.lives() ? "  nothing new" : "  the container was built anew; drift block again");
        }
        while (next.isPresent()) {
            shell.say(page.line(next.get()));
            next = current.guard.next(Duration.ofMillis(20));
        }
    }

    /** Ends the watch and says what it comes to. */
    public void stop(Shell shell) {
        Watched current = current(shell);
        watched.remove(shell.session().current().name());
        if (current.blocks) {
            shell.session()
                    .preparations()
                    .allowExecutableMemory(shell.session().current().proc());
        }
        new DriftPage(shell.surroundings().paint())
                .summary(current.guard.end(), current.memory)
                .forEach(line -> shell.say("  " + line));
    }

    private Watched current(Shell shell) {
        String name = shell.session().current().name();
        return Optional.ofNullable(watched.get(name))
                .orElseThrow(() -> Refusal.usage("nobody watches container " + name, FIRST));
    }

    private void end(String name) {
        Optional.ofNullable(watched.remove(name)).ifPresent(before -> before.guard.close());
    }
}
