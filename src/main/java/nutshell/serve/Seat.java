package nutshell.serve;

/** Where one attendee works. */
public interface Seat extends AutoCloseable {

    /** Starts a learning shell on this terminal, as the leader of a session; takes seconds where a machine has to start. */
    Process start(String tty);

    /** Puts everything back as it was before, but for progress; to be called when the shell has ended. */
    void reset();

    /** Nothing is left of it. */
    @Override
    void close();
}
