package nutshell.kernel;

/** A child that waits before its program until it is let go. */
public final class HeldChild {

    private final ClonedChild child;

    HeldChild(ClonedChild child) {
        this.child = child;
    }

    public int pid() {
        return child.pid();
    }

    /** To be called once it has ended: traces what it did before it became its program, or why it became none. */
    public void report() {
        try (child) {
            if (child.reachedLast()) {
                child.reportProgram();
            } else {
                child.report();
            }
        }
    }
}
