package nutshell.kernel;

import java.util.Optional;

/** A child that waits for something on our behalf. */
public final class WaitingChild implements AutoCloseable {

    private final Processes processes;
    private final ClonedChild child;
    private Optional<WaitStatus> end = Optional.empty();

    WaitingChild(Processes processes, ClonedChild child) {
        this.processes = processes;
        this.child = child;
    }

    /** Waits for the child to end. */
    public Optional<WaitStatus> awaitEnd() {
        if (end.isEmpty()) {
            end = processes.await(child.pid(), false);
        }
        return end;
    }

    /** Waits for the child to end and traces what it did. */
    @Override
    public void close() {
        try (child) {
            awaitEnd();
            child.report();
        }
    }
}
