package nutshell.labs;

import java.util.List;
import java.util.Optional;
import nutshell.kernel.Sight.Seen;

/** What there is to see of one container, whoever made it: the state of the kernel, never our own records of it. */
public interface Views {

    /** How to look at a path. */
    enum Look {
        READ,
        STATUS,
        WRITABLE
    }

    /** Looks from one side; {@code /proc/thread-self} is the container itself from inside, and us on the host. */
    Seen see(Side side, Look look, String path);

    /** The container's processes, as the host numbers them. */
    List<Integer> processes();

    /** Where on the host a place of the container lies, if it has it. */
    Optional<String> place(Place place);
}
