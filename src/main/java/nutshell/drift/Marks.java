package nutshell.drift;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import nutshell.evidence.proc.MountTable;
import nutshell.kernel.Fanotify;
import nutshell.kernel.OpenFiles;
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

    private static final int MOST_TRACED = 1000;

    private final OpenFiles files;
    private final List<Fanotify> groups;
    private final MountTable hosts;
    private final Set<String> traced = new HashSet<>();
    private final Set<String> unseen = new TreeSet<>();

    Marks(OpenFiles files, List<Fanotify> groups) {
        this.files = files;
        this.groups = groups;
        this.hosts = Target.mounts(Path.of("/proc/self"));
    }

    /**
     * Marks what a process has mounted, all of it each time: the numbers of a file system and of a mount are given out again
     * as soon as they are free, so that what has been marked cannot be told from what has taken its place.
     */
    void look(Path process) {
        List<MountInfo> mounts = Target.mounts(process).mounts().stream()
                .filter(mount -> !KERNELS_OWN.contains(mount.fsType()))
                .toList();
        OptionalInt root = files.place(process + "/root");
        if (root.isEmpty()) {
            // It has ended.
            return;
        }
        try {
            mounts.forEach(mount -> mark(root.getAsInt(), mount));
        } finally {
            files.close(root.getAsInt());
        }
    }

    /** Whether a mark on it is worth a line in the trace. */
    private boolean isNew(MountInfo mount) {
        if (traced.size() > MOST_TRACED) {
            return false;
        }
        return traced.add(mount.major() + ":" + mount.minor() + " " + mount.mountPoint());
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
            mark(scope(mount), "/proc/self/fd/" + place.getAsInt(), isNew(mount));
        } catch (SyscallFailed e) {
            unseen.add(mount.mountPoint() + " (" + mount.fsType() + "): "
                    + e.errno().name());
        } finally {
            files.close(place.getAsInt());
        }
    }

    private void mark(Fanotify.Scope scope, String path, boolean trace) {
        for (Fanotify group : groups) {
            if (trace) {
                group.mark(scope, path);
            } else {
                group.markAgain(scope, path);
            }
        }
    }

    /** What could not be marked, and why. */
    List<String> unseen() {
        return List.copyOf(unseen);
    }
}
