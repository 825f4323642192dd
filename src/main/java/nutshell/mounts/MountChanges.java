package nutshell.mounts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one view of the mounts has and another has not. */
public record MountChanges(List<MountInfo> added, List<MountInfo> removed) {

    public MountChanges {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    /** Returns the mounts that are more often in {@code mounts} than in {@code known}, each as often as it is so. */
    static List<MountInfo> beyond(List<MountInfo> known, List<MountInfo> mounts) {
        Map<Likeness, Integer> left = new HashMap<>();
        known.forEach(mount -> left.merge(Likeness.of(mount), 1, Integer::sum));
        List<MountInfo> beyond = new ArrayList<>();
        for (MountInfo mount : mounts) {
            if (left.merge(Likeness.of(mount), -1, Integer::sum) < 0) {
                beyond.add(mount);
            }
        }
        return beyond;
    }

    /** What stays the same when a mount is copied into another namespace. */
    private record Likeness(
            String mountPoint,
            String root,
            String fsType,
            String source,
            int major,
            int minor,
            String options,
            String propagation) {

        static Likeness of(MountInfo mount) {
            return new Likeness(
                    mount.mountPoint(),
                    mount.root(),
                    mount.fsType(),
                    mount.source(),
                    mount.major(),
                    mount.minor(),
                    mount.options(),
                    mount.propagationKind());
        }
    }
}
