package nutshell.why;

import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;

/** unshare(2) and setns(2) refuse some namespaces to a process with several threads. */
final class ThreadsSuspect implements Suspect {

    private static final Set<String> CALLS = Set.of("unshare", "setns");

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        long threads = one.subject().number("Threads");
        boolean suspected = CALLS.contains(one.call().name()) && one.call().errno() == Errno.EINVAL && threads > 1;
        if (!suspected || one.attempt(CapabilitySet.EMPTY).orElse(-1) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Cause(
                "threads",
                "a process with more than one thread may not do this, and it has " + threads,
                "the same call is granted to a process like it that has one thread",
                "do it before the first thread is started, or in a child"));
    }
}
