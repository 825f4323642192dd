package nutshell.kernel;

import java.util.List;
import java.util.Optional;
import jnr.constants.platform.Errno;

/**
 * One system call as it happened, printed the way strace prints it.
 *
 * @param result -1 where the call was refused
 * @param by who made it: the container's thread, the host's thread, or a child of ours before its execve(2)
 * @param micros how long it took, in microseconds
 */
public record SyscallEvent(String name, List<String> args, long result, Optional<Errno> errno, long micros, Actor by) {

    /** The result of a call whose caller was killed in it; strace(1) prints a question mark. */
    public static final long NEVER_CAME_BACK = Long.MIN_VALUE;

    /** Whose call it was. */
    public enum Actor {
        CONTAINER,
        HOST,
        CHILD
    }

    public SyscallEvent {
        args = List.copyOf(args);
    }

    /** The call without its result: {@code sethostname("box", 3)}. */
    public String call() {
        return name + "(" + String.join(", ", args) + ")";
    }

    @Override
    public String toString() {
        return call() + " = " + errno.map(Errno::name).orElse(result == NEVER_CAME_BACK ? "?" : Long.toString(result));
    }
}
