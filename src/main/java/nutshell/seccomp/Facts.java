package nutshell.seccomp;

import java.util.List;
import java.util.Optional;

/** Facts that a rule of a profile asks for, or that it does not bear. */
record Facts(List<String> capabilities, List<String> processors, Optional<KernelVersion> leastKernel) {

    static final Facts NONE = new Facts(List.of(), List.of(), Optional.empty());

    Facts {
        capabilities = List.copyOf(capabilities);
        processors = List.copyOf(processors);
    }

    /** As "includes" wants it: every capability, one of the processors, the kernel. */
    boolean allHold(Circumstances here) {
        return here.capabilities().containsAll(capabilities)
                && (processors.isEmpty() || processors.contains(here.abi().factName()))
                && leastKernel.map(least -> here.kernel().compareTo(least) >= 0).orElse(true);
    }

    /** As "excludes" wants it: one is too many. */
    boolean oneHolds(Circumstances here) {
        return capabilities.stream().anyMatch(here.capabilities()::contains)
                || processors.contains(here.abi().factName())
                || leastKernel.map(least -> here.kernel().compareTo(least) >= 0).orElse(false);
    }
}
