package nutshell.why;

import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;

/** What was read-only when a user namespace got it stays so there; see mount_namespaces(7). */
final class LockedMountSuspect implements Suspect {

    private static final int CLEARED = 8;
    private static final int MOUNT_ATTR_RDONLY = 1;

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        RefusedCall call = one.call();
        if (call.errno() != Errno.EPERM || call.path().isEmpty() || !unlocks(call)) {
            return Optional.empty();
        }
        String target = call.path().get();
        long flags =
                call.name().equals("mount") ? call.argument(3) : MountFlag.of(MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
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

    /** By the older call, or by mount_setattr(2), whose struct begins with what to set and what to clear. */
    private static boolean unlocks(RefusedCall call) {
        return switch (call.name()) {
            case "mount" -> MountFlag.MS_REMOUNT.in(call.argument(3)) && !MountFlag.MS_RDONLY.in(call.argument(3));
            case "mount_setattr" -> {
                byte[] attributes = call.bytes(call.argument(3), 16);
                yield attributes.length == 16 && (attributes[CLEARED] & MOUNT_ATTR_RDONLY) != 0;
            }
            default -> false;
        };
    }

    private static int attempt(Investigation.Case one, String target, long flags) {
        Probe probe = Probe.of("mount", null, target, null, flags, null)
                .after("mount", "none", "/", null, MountFlag.of(MountFlag.MS_REC, MountFlag.MS_PRIVATE), null)
                .after("unshare", Namespace.MNT.flag());
        return one.replica().attempt(probe, CapabilitySet.EMPTY).orElse(-1);
    }
}
