package nutshell.why;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.mounts.MountFlag;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;

/** The mount that a path leads to is read-only, for a mask or for good. */
final class ReadOnlySuspect implements Suspect {

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        if (one.call().errno() != Errno.EROFS) {
            return Optional.empty();
        }
        return one.call()
                .path()
                .flatMap(path -> mountOf(one.subject().mounts(), path))
                .map(mount -> judged(one, mount));
    }

    /** The mount that covers a path: of the longest mount point, the latest. */
    static Optional<MountInfo> mountOf(List<MountInfo> mounts, String path) {
        Path whole = Path.of(path.startsWith("/") ? path : "/" + path).normalize();
        return mounts.stream()
                .filter(mount -> whole.startsWith(mount.mountPoint()))
                .reduce((a, b) -> b.mountPoint().length() >= a.mountPoint().length() ? b : a);
    }

    private static Cause judged(Investigation.Case one, MountInfo mount) {
        boolean mountAlone = one.probe()
                        .map(probe -> one.replica()
                                .attempt(writable(probe, mount), one.replica().lendable()))
                        .map(errno -> errno.orElse(-1))
                        .orElse(-1)
                == 0;
        String where = Printable.text(mount.mountPoint());
        boolean mask = where.startsWith("/proc/") || where.startsWith("/sys/");
        if (mountAlone) {
            return new Cause(
                    mask ? "masked path" : "read-only mount",
                    where + (mask ? " is masked: mounted over itself, read-only" : " is mounted read-only"),
                    "in a mount namespace of its own, where that mount was made writable, the same call is granted",
                    mask
                            ? "nothing: it is masked so that the kernel's settings are left alone; explain proc"
                            : "mount -o remount,rw,bind " + where + " beforehand; look mounts");
        }
        return new Cause(
                "read-only mount",
                "what is mounted at " + where + " (" + Printable.text(mount.fsType()) + ") is read-only",
                mount.options().contains("ro")
                        ? "its options in mountinfo are "
                                + Printable.text(mount.options().toString())
                        : "",
                "look mounts; write somewhere else");
    }

    private static Probe writable(Probe probe, MountInfo mount) {
        return probe.after(
                        "mount",
                        null,
                        mount.mountPoint(),
                        null,
                        MountFlag.of(MountFlag.MS_REMOUNT, MountFlag.MS_BIND),
                        null)
                .after("mount", "none", "/", null, MountFlag.of(MountFlag.MS_REC, MountFlag.MS_PRIVATE), null)
                .after("unshare", Namespace.MNT.flag());
    }
}
