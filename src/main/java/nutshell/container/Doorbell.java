package nutshell.container;

import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallFailed;
import nutshell.kernel.WaitingChild;

/**
 * Notices Ctrl-C while another process group has the terminal. The kernel protects PID 1 of a PID namespace from signals
 * it has no handler for, so someone who runs {@code sleep} as PID 1 would press Ctrl-C in vain and never learn why. A
 * child on the host's side, in the same process group, dies of that signal, and its parent is told.
 */
public final class Doorbell implements AutoCloseable {

    private final Kernel kernel = Kernel.silent();
    private final int group;
    private final Runnable rung;
    private final int[] pipe;
    private final Thread thread;
    private volatile boolean closed;

    Doorbell(int group, Runnable rung) {
        this.group = group;
        this.rung = rung;
        this.pipe = kernel.processes().pipe();
        this.thread = new Thread(this::listen, "listens for Ctrl-C");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!closed && pressed()) {
            rung.run();
        }
    }

    /** Whether the child died of SIGINT; otherwise the pipe was closed, or the group has gone. */
    private boolean pressed() {
        ChildList list =
                new ChildList().joinProcessGroup(group).dieOfInterruptOnly().awaitClose(pipe);
        try (WaitingChild bell = kernel.processes().startBeside(list)) {
            return bell.awaitEnd()
                    .filter(end -> end.signalled() && end.signal() == Signal.SIGINT.number())
                    .isPresent();
        } catch (SyscallFailed e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        kernel.close(pipe[1]);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kernel.close(pipe[0]);
    }
}
