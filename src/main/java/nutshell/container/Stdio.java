package nutshell.container;

import java.util.OptionalInt;

/**
 * Where a program's first three descriptors lead; what is not said stays ours.
 *
 * @param terminal whether descriptor 0 is a terminal that the program is given, as leader of the foreground group
 * @param ownGroup whether it leads a process group even so: a background job must not get our Ctrl-C
 * @param in a descriptor to become 0
 * @param out a descriptor to become 1 and 2
 */
public record Stdio(boolean terminal, boolean ownGroup, OptionalInt in, OptionalInt out) {

    public static Stdio inherited() {
        return new Stdio(false, false, OptionalInt.empty(), OptionalInt.empty());
    }

    public static Stdio ofTerminal() {
        return new Stdio(true, true, OptionalInt.empty(), OptionalInt.empty());
    }

    public Stdio in(int fd) {
        return new Stdio(terminal, ownGroup, OptionalInt.of(fd), out);
    }

    public Stdio out(int fd) {
        return new Stdio(terminal, ownGroup, in, OptionalInt.of(fd));
    }

    public Stdio background() {
        return new Stdio(false, true, in, out);
    }
}
