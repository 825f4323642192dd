package nutshell.machine;

/** Whom to tell what takes long; the room itself prints nothing. */
@FunctionalInterface
public interface Progress {

    void step(String what);
}
