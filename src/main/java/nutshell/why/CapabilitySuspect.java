package nutshell.why;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;

/** One capability is missing: found by trying each that the subject has not. */
final class CapabilitySuspect implements Suspect {

    /** What passes over a file's permissions: where one of these helps, the permissions were the reason. */
    private static final Set<Capability> OVER_PERMISSIONS =
            Set.of(Capability.CAP_DAC_OVERRIDE, Capability.CAP_DAC_READ_SEARCH);

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        if (!one.isRefusedStill(CapabilitySet.EMPTY)) {
            return Optional.empty();
        }
        return Arrays.stream(Capability.values())
                .filter(capability -> !one.subject().capabilities().effective().contains(capability))
                .filter(capability -> helps(one, capability))
                .findFirst()
                .map(capability ->
                        OVER_PERMISSIONS.contains(capability) && one.call().errno() == Errno.EACCES
                                ? permissions(one, capability)
                                : missing(one, capability))
                .or(() -> workedOut(one));
    }

    /** Who is not root cannot lend a capability; the bits can be read, and a process like it asked. */
    private static Optional<Cause> workedOut(Investigation.Case one) {
        boolean closed = one.call().errno() == Errno.EACCES
                && one.call()
                        .path()
                        .filter(path ->
                                Permissions.refusing(one.subject(), path).isPresent())
                        .isPresent();
        return closed
                ? Optional.of(modeBits(
                        one, "worked out from owner and mode; a process like it, free of filters, is refused too"))
                : Optional.empty();
    }

    private static boolean helps(Investigation.Case one, Capability capability) {
        int answer = one.attempt(CapabilitySet.of(capability)).orElse(-1);
        return answer >= 0 && answer != one.call().errno().intValue();
    }

    private static Cause missing(Investigation.Case one, Capability capability) {
        String allows = capability.allows();
        return new Cause(
                "capability " + capability,
                "it lacks " + capability + " (" + allows.substring(0, allows.length() - 1) + ")",
                "with that one capability and nothing else, a process like it is not refused",
                one.subject().capabilities().bounding().contains(capability)
                        ? "capabilities keep " + capability + ", if it should have it; explain " + capability
                        : "it is gone from the bounding set: no program can get it back; explain bounding-set");
    }

    private static Cause permissions(Investigation.Case one, Capability capability) {
        return modeBits(
                one, "with " + capability + ", which passes over permissions, a process like it is not refused");
    }

    static Cause modeBits(Investigation.Case one, String tested) {
        String where = one.call()
                .path()
                .flatMap(path -> Permissions.refusing(one.subject(), path))
                .map(Permissions::toString)
                .orElse("the file's permissions do not grant it");
        return new Cause(
                "mode bits",
                where + ", and it is user " + one.subject().ids("Uid")[1],
                tested,
                "chmod or chown it, or be another user; explain EACCES");
    }
}
