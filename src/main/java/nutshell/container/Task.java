package nutshell.container;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import nutshell.kernel.Deputy;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;

/**
 * Who makes a container's calls, a task in the kernel's words: the container's thread, and from {@code clone user} on a
 * process that stands for it.
 */
final class Task {

    private final Host host;
    private final Trace trace;
    private Kernel kernel;
    private Optional<Deputy> deputy = Optional.empty();
    private int tid;

    Task(Host host, Trace trace) {
        this.host = host;
        this.trace = trace;
        this.kernel = Kernel.ofThisMachine(trace, SyscallEvent.Actor.CONTAINER);
    }

    /** What a container's thread does before anything else, once. */
    void settle() {
        if (tid == 0) {
            // The thread's own root and working directory: without this, chroot would take the whole JVM along.
            kernel.unshareFileSystemAttributes();
            tid = kernel.gettid();
        }
    }

    Kernel kernel() {
        return kernel;
    }

    /** Its number, as the host counts. */
    int tid() {
        return deputy.map(Deputy::pid).orElse(tid);
    }

    /** Its directory in the host's /proc. */
    Path proc() {
        return deputy.map(process -> Path.of("/proc/" + process.pid()))
                .orElseGet(() -> Path.of("/proc/self/task/" + tid));
    }

    /** From now on a process of its own makes the container's calls. */
    void goesOnIn(Deputy process) {
        deputy = Optional.of(process);
        kernel = Kernel.through(process, trace, SyscallEvent.Actor.CONTAINER);
    }

    boolean hasDeputy() {
        return deputy.isPresent();
    }

    void dismissDeputy() {
        deputy.ifPresent(host::dismiss);
    }

    /**
     * Does something on the host's side with the container's files under /proc, which are nobody's while the process that
     * makes its calls hides its memory.
     */
    void openly(Consumer<Kernel> work) {
        hidden(false);
        try {
            host.run(work);
        } finally {
            hidden(true);
        }
    }

    /** While there is a deputy, nobody may trace the memory it shares with us, but for what cannot be done otherwise. */
    void hidden(boolean fromOthers) {
        if (hasDeputy()) {
            host.run(kernel -> kernel.dumpable(!fromOthers));
        }
    }
}
