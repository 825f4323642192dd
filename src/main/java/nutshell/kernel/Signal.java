package nutshell.kernel;

/** The signals that we send or settle; numbers from signal(7). */
public enum Signal {
    SIGHUP(1),
    SIGINT(2),
    SIGQUIT(3),
    SIGKILL(9),
    SIGPIPE(13),
    SIGTERM(15),
    SIGCHLD(17),
    SIGCONT(18),
    SIGTSTP(20),
    SIGTTIN(21),
    SIGTTOU(22);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** In a signal set, whose lowest bit is signal 1. */
    long bit() {
        return 1L << (number - 1);
    }
}
