package nutshell.refusals;

import java.io.Serial;

/**
 * Why the program will not or cannot go on: thrown once, where the fact is known, and told once, in the command line.
 *
 * <p>The message says what, where and what was expected; the remedy says what to type instead.
 */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String remedy;

    private Refusal(Kind kind, String message, String remedy) {
        super(message);
        this.kind = kind;
        this.remedy = Called.here(remedy);
    }

    /** What a script learns from the exit status. */
    public enum Kind {
        /** The thing asked for failed. */
        FAILED(1),
        /** The request itself is wrong. */
        USAGE(2),
        /** This machine cannot do it: a privilege, a kernel feature or a program is missing. */
        MACHINE(3),
        /** It would change the host, and nobody has said that it may. */
        SAFETY(4);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public static Refusal failed(String message, String remedy) {
        return new Refusal(Kind.FAILED, message, remedy);
    }

    /** Takes as remedy an example of what would have been right. */
    public static Refusal usage(String message, String example) {
        return new Refusal(Kind.USAGE, message, example);
    }

    public static Refusal machine(String message, String remedy) {
        return new Refusal(Kind.MACHINE, message, remedy);
    }

    public static Refusal safety(String message, String remedy) {
        return new Refusal(Kind.SAFETY, message, remedy);
    }

    /** The same refusal with where it happened said first: {@code recipe.nut, line 3}. */
    public Refusal at(String place) {
        return new Refusal(kind, place + ": " + getMessage(), remedy);
    }

    public Kind kind() {
        return kind;
    }

    public String remedy() {
        return remedy;
    }
}
