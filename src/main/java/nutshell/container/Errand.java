package nutshell.container;

import java.util.List;
import java.util.Optional;
import nutshell.kernel.ChildList;

/**
 * Calls that a process of a container makes in place of a program: what the container's programs may not do, it may not.
 *
 * @param calls from descriptor 3 on all are closed by then, but for the leaked one
 * @param groups descriptors of more control groups' files, which it joins first
 * @param profile one of AppArmor's, which it puts on
 * @param leaked a descriptor of the host that it finds open as 3
 */
public record Errand(
        Stdio stdio, List<Integer> groups, Optional<Integer> leaked, Optional<String> profile, ChildList calls) {

    /** The number under which a leaked descriptor is found. */
    public static final int LEAKED = 3;

    public Errand {
        groups = List.copyOf(groups);
    }
}
