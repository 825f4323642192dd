package nutshell.container;

import java.nio.file.Path;
import java.util.List;
import nutshell.kernel.Kernel;
import nutshell.mounts.MountInfo;

/**
 * What words change on the host itself, where a person has said that they may: written into the ledger before it is
 * done, taken back when the container or its session ends, however that ends.
 */
final class HostChanges {

    private HostChanges() {}

    /** To be called before a mount on the host; what lies at the target already is counted, so that only ours goes. */
    static void willMount(Ledger ledger, String target) {
        Path place = Path.of(target).toAbsolutePath().normalize();
        ledger.willMake(Ledger.Kind.MOUNT, mountsAt(place).size() + " " + place);
    }

    /** To be called before the host gets another name. */
    static void willRename(Ledger ledger, String before, String after) {
        ledger.willMake(Ledger.Kind.HOSTNAME, before + " " + after);
    }

    /** Takes away what was mounted since; returns how many mounts that were. */
    static int unmount(Kernel kernel, String what) {
        int space = what.indexOf(' ');
        Path place = Path.of(what.substring(space + 1));
        int before = Integer.parseInt(what.substring(0, space));
        int removed = 0;
        for (int there = mountsAt(place).size(); there > before; there--) {
            kernel.umount(place.toString(), Kernel.DETACH | Kernel.NOFOLLOW);
            removed++;
        }
        return removed;
    }

    /** Gives the host its name back, unless someone else has renamed it since. */
    static boolean rename(Kernel kernel, String what) {
        int space = what.indexOf(' ');
        boolean stillOurs = kernel.hostname().equals(what.substring(space + 1));
        if (stillOurs) {
            kernel.sethostname(what.substring(0, space));
        }
        return stillOurs;
    }

    private static List<MountInfo> mountsAt(Path place) {
        return MountInfo.read(Path.of("/proc/self/mountinfo")).stream()
                .filter(mount -> Path.of(mount.mountPoint()).equals(place))
                .toList();
    }
}
