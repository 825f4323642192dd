package nutshell.why;

import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;

/** What was read-only when a user namespace got it stays so there; see mount_namespaces(7). */
final class LockedMountSuspect implements Suspect {

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        RefusedCall call = one.call();
        boolean remount = call.name().equals("mount")
                && call.errno() == Errno.EPERM
                && MountFlag.MS_REMOUNT.in(call.argument(3))
                && !MountFlag.MS_RDONLY.in(call.argument(3));
        if (!remount || call.path().isEmpty()) {
            return Optional.empty();
        }
        String target = call.path().get();
        long flags = call.argument(3);
        boolean granted = attempt(one, target, flags | MountFlag.of(MountFlag.MS_RDONLY)) == 0;
        boolean refused = attempt(one, target, flags) == Errno.EPERM.intValue();
        return granted && refused
                ? Optional.of(new Cause(
                        "locked mount",
                        "it was read-only when this user namespace got it, and stays so for whoever is root here alone",
                        "remounted read-only it is granted, in a mount namespace of its own; writable it is refused there too",
                        "have it mounted writable outside; explain user"))
                : Optional.empty();
    }

    private static int attempt(Investigation.Case one, String target, long flags) {
        Probe probe = Probe.of("mount", null, target, null, flags, null)
                .after("mount", "none", "/", null, MountFlag.of(MountFlag.MS_REC, MountFlag.MS_PRIVATE), null)
                .after("unshare", Namespace.MNT.flag());
        return one.replica().attempt(probe, CapabilitySet.EMPTY).orElse(-1);
    }
}
