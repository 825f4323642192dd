package nutshell.seccomp;

import java.util.Set;

/**
 * What decides which of a profile's rules count.
 *
 * @param capabilities names of those in the bounding set, CAP_SYS_ADMIN say
 */
public record Circumstances(Abi abi, Set<String> capabilities, KernelVersion kernel) {

    public Circumstances {
        capabilities = Set.copyOf(capabilities);
    }
}
