package nutshell.kernel;

/** How a child ended or stopped, as wait(2) reports it. */
public record WaitStatus(int raw) {

    public boolean stopped() {
        return (raw & 0xff) == 0x7f;
    }

    public boolean signalled() {
        return !stopped() && (raw & 0x7f) != 0;
    }

    /** The signal that ended or stopped it; 0 if it exited by itself. */
    public int signal() {
        return stopped() ? raw >> 8 & 0xff : raw & 0x7f;
    }

    /** What a shell would put into {@code $?}: the exit status, or 128 and the signal's number. */
    public int shellStatus() {
        return signalled() || stopped() ? 128 + signal() : raw >> 8 & 0xff;
    }
}
