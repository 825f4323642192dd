package nutshell.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.refusals.Printable;

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
                                : missing(one, capability));
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
        String where =
                one.call().path().map(path -> refusing(one.subject(), path)).orElse("the file");
        return new Cause(
                "mode bits",
                where + ", and it is user " + one.subject().ids("Uid")[1],
                "with " + capability + ", which passes over permissions, a process like it is not refused",
                "chmod or chown it, or be another user; explain EACCES");
    }

    /** The first directory on the way that may not be entered, or else the file itself, with owner and mode. */
    private static String refusing(Subject subject, String path) {
        Path whole = Path.of(path.startsWith("/") ? path : "/" + path);
        for (int i = 1; i <= whole.getNameCount(); i++) {
            Path part = Path.of("/").resolve(whole.subpath(0, i));
            try {
                var is = Files.readAttributes(
                        subject.seenFromHere(part.toString()), "unix:uid,gid,permissions", LinkOption.NOFOLLOW_LINKS);
                @SuppressWarnings("unchecked")
                String mode = PosixFilePermissions.toString(
                        (Set<java.nio.file.attribute.PosixFilePermission>) is.get("permissions"));
                boolean last = i == whole.getNameCount();
                boolean closed = mode.charAt(8) != 'x'
                        && !Integer.valueOf((int) subject.ids("Uid")[1]).equals(is.get("uid"));
                if (last || closed) {
                    return "%s is %s of user %s and group %s"
                            .formatted(Printable.text(part.toString()), mode, is.get("uid"), is.get("gid"));
                }
            } catch (IOException e) {
                return Printable.text(part.toString()) + " is not there or not to be seen";
            }
        }
        return Printable.text(path);
    }
}
