package nutshell.why;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nutshell.capabilities.CapabilitySet;
import nutshell.seccomp.Program;

/** Asks one suspect after the other; the first whose experiment succeeds is the cause. */
final class Investigation {

    /** In this order: what answers before the kernel looks comes first, what only elimination shows comes last. */
    private static final List<Suspect> SUSPECTS = List.of(
            new FilterSuspect(),
            new ThreadsSuspect(),
            new LimitSuspect(),
            new ReadOnlySuspect(),
            new IdMapSuspect(),
            new UnmappedIdSuspect(),
            new LockedMountSuspect(),
            new UnmappedOwnerSuspect(),
            new IgnoredSetuidSuspect(),
            new CapabilitySuspect(),
            new ConfinementSuspect());

    private Investigation() {}

    /** What is known of one refusal, and the means to try it again. */
    record Case(RefusedCall call, List<Program> filters, Optional<Probe> probe, Replica replica) {

        Subject subject() {
            return call.subject();
        }

        /** The errno a throw-away process gets, with these capabilities beside the subject's own; 0 if granted. */
        OptionalInt attempt(CapabilitySet added) {
            return probe.isEmpty() ? OptionalInt.empty() : replica.attempt(probe.get(), added);
        }

        /** Whether such a process is refused in the same way. */
        boolean isRefusedStill(CapabilitySet added) {
            return attempt(added).orElse(-1) == call.errno().intValue();
        }
    }

    static Optional<Cause> into(RefusedCall call, List<Program> filters) {
        try (Scratch scratch = new Scratch();
                Replica replica = new Replica(call.subject())) {
            Case one = new Case(call, filters, Probes.of(call, scratch), replica);
            return SUSPECTS.stream()
                    .flatMap(suspect -> suspect.examine(one).stream())
                    .findFirst();
        }
    }
}
