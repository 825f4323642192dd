package nutshell.why;

import java.util.Optional;
import java.util.OptionalInt;
import nutshell.capabilities.CapabilitySet;

/** One thing that may have been the reason, and the experiment that shows whether it was. */
@FunctionalInterface
interface Suspect {

    Optional<Cause> examine(Investigation.Case one);

    /** What a trial without anything but the subject's own privileges comes to: the other suspects' starting point. */
    static OptionalInt asItIs(Investigation.Case one) {
        return one.attempt(CapabilitySet.EMPTY);
    }
}
