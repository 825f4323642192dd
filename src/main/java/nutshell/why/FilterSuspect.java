package nutshell.why;

import java.util.Optional;
import nutshell.seccomp.Action;
import nutshell.seccomp.Program;

/** A seccomp filter answers before the kernel looks at the call; see seccomp(2). */
final class FilterSuspect implements Suspect {

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        RefusedCall call = one.call();
        if (!one.subject().isFiltered()) {
            return Optional.empty();
        }
        for (Program filter : one.filters()) {
            Action action = filter.decide(call.data());
            boolean answers = action.kind() == Action.Kind.ERRNO
                    && action.data() == call.errno().intValue();
            if (answers) {
                return Optional.of(cause(
                        call,
                        "its filter of %d instructions, run over this very call, answers %s"
                                .formatted(filter.length(), call.errno().name())));
            }
        }
        boolean mayNotBeRead = one.filters().isEmpty();
        boolean grantedWithout =
                one.attempt(nutshell.capabilities.CapabilitySet.EMPTY).orElse(-1) == 0;
        return mayNotBeRead && grantedWithout && !one.subject().isConfined()
                ? Optional.of(cause(call, "the same call is granted to a process like it without the filter"))
                : Optional.empty();
    }

    private static Cause cause(RefusedCall call, String tested) {
        return new Cause(
                "seccomp",
                "its seccomp filter answers " + call.name() + " with "
                        + call.errno().name() + "; the kernel never looked at the call",
                tested,
                "allow it in the profile, or do without; explain seccomp");
    }
}
