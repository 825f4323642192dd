package nutshell.labs;

import java.util.List;

/** Where the lines of a session are typed: a shell of its own, with nothing in it yet. */
public interface Stage extends AutoCloseable {

    Played play(String line);

    /** The container that lines act on. */
    Views views();

    /** Whether we are root: who is not need not become a user. */
    boolean root();

    @Override
    void close();

    /** What is typed to go on without root: another container, whose thread becomes nobody for good. */
    List<String> BECOME_USER = List.of("container user", "setgid 65534", "setuid 65534");
}
