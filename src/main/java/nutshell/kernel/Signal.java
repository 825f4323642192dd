package nutshell.kernel;

/** The signals we send; numbers from signal(7). */
public enum Signal {
    SIGHUP(1),
    SIGINT(2),
    SIGKILL(9),
    SIGTERM(15),
    SIGCONT(18);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
