package nutshell.serve;

/** What attendees work on. */
public interface Machines extends AutoCloseable {

    /** What the instructor is told before anybody comes: where attendees work, and what limits it. */
    String told();

    /** How many have room. */
    int most();

    /** How many may all type at once without waiting for this machine's processors; more have room, and wait. */
    default int swift() {
        return most();
    }

    /** One more place to work; refuses where there is no room for it now. */
    Seat seat(String id);

    /** Lets the shells of all seats, and of those to come, know which labs are closed. */
    void closed(java.util.Collection<String> labs);

    @Override
    void close();
}
