package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.WaitStatus;

/** A process started in a container, from the host's side: its number there, and how it ends. */
public final class Child {

    private static final long WATCH_NANOS = 100_000_000;

    private final Building building;
    private final int pid;
    private final List<String> command;
    private final boolean first;
    private final CgroupEvents eventsBefore;
    /** Held by whoever waits for it. */
    private final ReentrantLock waiting = new ReentrantLock();

    private volatile Optional<WaitStatus> end = Optional.empty();
    private boolean watched;

    Child(Building building, int pid, List<String> command, boolean first, CgroupEvents eventsBefore) {
        this.building = building;
        this.pid = pid;
        this.command = command;
        this.first = first;
        this.eventsBefore = eventsBefore;
    }

    /** Its number in the host's PID namespace; also its process group's where it leads one. */
    public int pid() {
        return pid;
    }

    public List<String> command() {
        return command;
    }

    /** Whether it is PID 1 of the container's PID namespace. */
    public boolean first() {
        return first;
    }

    CgroupEvents eventsBefore() {
        return eventsBefore;
    }

    /** How it ended, once that has been waited for. */
    public Optional<WaitStatus> end() {
        return end;
    }

    /** Waits until it has ended. */
    public WaitStatus await() {
        return await(false);
    }

    /** Waits until it has ended or was stopped, by Ctrl-Z say. */
    public WaitStatus awaitEndOrStop() {
        return await(true);
    }

    private WaitStatus await(boolean stopsToo) {
        waiting.lock();
        try {
            if (end.isPresent()) {
                return end.get();
            }
            // Any thread of ours may wait: to the kernel children belong to the whole process (wait(2), __WNOTHREAD).
            WaitStatus status = Kernel.silent().processes().await(pid, stopsToo).orElse(new WaitStatus(0));
            if (status.stopped()) {
                watch();
            } else {
                ended(status);
            }
            return status;
        } finally {
            waiting.unlock();
        }
    }

    private void ended(WaitStatus status) {
        end = Optional.of(status);
        building.ended(this, status);
    }

    /**
     * Takes note of its end if it has come, without waiting for it. PID 1 of a PID namespace cannot end before every other
     * process in it has been waited for by its own parent (kernel/pid_namespace.c), so waiting for one after the other
     * could last for ever.
     */
    boolean hasEnded() {
        // Whoever holds the lock waits for it already.
        if (end.isEmpty() && waiting.tryLock()) {
            try {
                if (end.isEmpty()) {
                    Kernel.silent().processes().ended(pid).ifPresent(this::ended);
                }
            } finally {
                waiting.unlock();
            }
        }
        return end.isPresent();
    }

    /** Nobody waits for what stands still, and yet it may be killed, with its PID 1 say. */
    private void watch() {
        if (watched) {
            return;
        }
        watched = true;
        Thread watcher = new Thread(
                () -> {
                    while (!hasEnded()) {
                        LockSupport.parkNanos(WATCH_NANOS);
                    }
                },
                "watches " + pid);
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Rings when Ctrl-C is pressed while its group has the terminal; the program itself may not notice. */
    public Doorbell doorbell(Runnable rung) {
        return new Doorbell(pid, rung);
    }

    /** Whether it has a handler for SIGINT (SigCgt of proc(5)); PID 1 is not reached by a signal it has none for. */
    public boolean catchesInterrupt() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("SigCgt:"))
                    .anyMatch(line ->
                            (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (Signal.SIGINT.number() - 1) & 1)
                                    == 1);
        } catch (IOException e) {
            // It has ended: nothing to tell.
            return true;
        }
    }

    /** Ends it whatever it thinks of that. */
    public void kill() {
        building.host().run(kernel -> kernel.processes().kill(pid, Signal.SIGKILL));
    }

    /** Gives it, and its group, the terminal again and lets it go on. */
    public void resumeInForeground() {
        building.host().run(kernel -> {
            kernel.processes().giveTerminal(pid);
            kernel.processes().kill(-pid, Signal.SIGCONT);
        });
    }

    /** Takes the terminal back for ourselves. */
    public void yieldTerminal() {
        building.host().run(kernel -> kernel.processes().takeTerminal());
    }
}
