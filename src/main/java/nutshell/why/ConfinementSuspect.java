package nutshell.why;

import java.util.Optional;
import java.util.Set;
import nutshell.capabilities.CapabilitySet;
import nutshell.refusals.Printable;

/** What remains when a process that is the same in all else is granted the call: a security module, or Landlock. */
final class ConfinementSuspect implements Suspect {

    /** Calls that are made again as they were: access(2) alone would not ask Landlock. */
    private static final Set<String> ASKED_FULLY = Set.of("open", "openat", "openat2", "creat", "truncate");

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        if (one.attempt(CapabilitySet.EMPTY).orElse(-1) != 0) {
            return Optional.empty();
        }
        String elimination = "the same call is granted to a process like it in all but that";
        if (one.subject().isConfined()) {
            return Optional.of(new Cause(
                    "LSM",
                    "its security module's profile forbids it: "
                            + Printable.text(one.subject().label()),
                    elimination,
                    "the host's log says which rule (dmesg, apparmor=\"DENIED\"); explain EACCES"));
        }
        return Optional.of(new Cause(
                "Landlock",
                "it is in a Landlock domain that does not grant this: put there by itself or by who started it",
                ASKED_FULLY.contains(one.call().name()) ? elimination : "",
                "landlock grants more only before it is in force; explain landlock"));
    }
}
