package nutshell.drift;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import nutshell.evidence.proc.MountTable;
import nutshell.kernel.Fanotify;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenFiles;
import nutshell.kernel.OpenMode;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountInfo;

/**
 * What is watched: of a file system that is the container's alone, all of it, whichever mount namespace it is reached
 * through; of one that the host uses too, the container's mount, so that no program of the host has to wait for us.
 */
final class Marks {

    /** They hold nothing that could be executed. */
    private static final Set<String> KERNELS_OWN = Set.of(
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2",
            "devpts",
            "mqueue",
            "securityfs",
            "debugfs",
            "tracefs",
            "bpf",
            "nsfs",
            "pstore",
            "configfs",
            "binfmt_misc",
            "fusectl",
            "efivarfs");

    private final Kernel kernel;
    private final OpenFiles files;
    private final List<Fanotify> groups;
    private final MountTable hosts;
    private final Set<String> marked = new HashSet<>();
    private final Set<String> unseen = new TreeSet<>();

    Marks(Kernel kernel, OpenFiles files, List<Fanotify> groups) {
        this.kernel = kernel;
        this.files = files;
        this.groups = groups;
        this.hosts = Target.mounts(Path.of("/proc/self"));
    }

    /** Marks what a process has mounted and is not marked yet. */
    void look(Path process) {
        List<MountInfo> fresh = Target.mounts(process).mounts().stream()
                .filter(mount -> !KERNELS_OWN.contains(mount.fsType()))
                .filter(mount -> marked.add(key(mount)))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        int root = kernel.open(process + "/root", OpenMode.PATH);
        try {
            fresh.forEach(mount -> mark(root, mount));
        } finally {
            kernel.close(root);
        }
    }

    /** A mount's number is given out again once it is gone, hardly ever to one of the same place and file system. */
    private String key(MountInfo mount) {
        String device = mount.major() + ":" + mount.minor();
        return scope(mount) == Fanotify.Scope.FILESYSTEM
                ? device
                : mount.id() + " " + device + " " + mount.mountPoint();
    }

    private Fanotify.Scope scope(MountInfo mount) {
        boolean whole = mount.root().equals("/");
        boolean itsRoot = whole && mount.mountPoint().equals("/");
        boolean hostHasIt = hosts.mounts().stream()
                .anyMatch(host -> host.major() == mount.major() && host.minor() == mount.minor());
        return itsRoot || (whole && !hostHasIt) ? Fanotify.Scope.FILESYSTEM : Fanotify.Scope.MOUNT;
    }

    /** The container may swap a directory for a link in this very moment: none is followed. */
    private void mark(int root, MountInfo mount) {
        OptionalInt place = files.placeBeneath(root, mount.mountPoint());
        if (place.isEmpty()) {
            unseen.add(mount.mountPoint() + " (" + mount.fsType() + "): it is not to be reached");
            return;
        }
        try {
            for (Fanotify group : groups) {
                group.mark(scope(mount), "/proc/self/fd/" + place.getAsInt());
            }
        } catch (SyscallFailed e) {
            unseen.add(mount.mountPoint() + " (" + mount.fsType() + "): "
                    + e.errno().name());
        } finally {
            files.close(place.getAsInt());
        }
    }

    /** What could not be marked, and why. */
    List<String> unseen() {
        return List.copyOf(unseen);
    }
}
