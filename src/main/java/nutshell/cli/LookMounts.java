package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.View;
import nutshell.mounts.MountChanges;
import nutshell.mounts.MountInfo;

/** What is mounted on one side only, and whether mounts are shared. */
final class LookMounts {

    private static final int MOST_INSIDE = 30;
    private static final int MOST_ON_THE_HOST = 6;

    private final Sides sides;

    LookMounts(Sides sides) {
        this.sides = sides;
    }

    List<String> lines() {
        MountChanges changes =
                MountInfo.compare(sides.host().mounts(), sides.inside().mounts());
        List<String> lines = new ArrayList<>(List.of(sides.head()));
        lines.add(sides.row(
                "mounts", count(sides.host().mounts()), count(sides.inside().mounts())));
        lines.add(sides.row("propagation of /", propagation(sides.host()), propagation(sides.inside())));
        mountLines(lines, "only inside", changes.added(), MOST_INSIDE, true);
        mountLines(lines, "only on the host", changes.removed(), MOST_ON_THE_HOST, false);
        return lines;
    }

    private static String count(List<MountInfo> mounts) {
        return Integer.toString(mounts.size());
    }

    private static String propagation(View view) {
        return view.mounts().stream()
                .filter(mount -> mount.mountPoint().equals("/"))
                .reduce((first, last) -> last)
                .map(MountInfo::propagation)
                .orElse("no mount at /");
    }

    private void mountLines(List<String> lines, String title, List<MountInfo> mounts, int most, boolean good) {
        if (mounts.isEmpty()) {
            return;
        }
        lines.add("  " + sides.paint().strong(title));
        mounts.stream().limit(most).forEach(mount -> {
            String line = "    %-24s %-8s %s".formatted(mount.mountPoint(), mount.fsType(), mount.options());
            lines.add(
                    good
                            ? sides.paint().good(sides.table().fit(line))
                            : sides.paint().dim(sides.table().fit(line)));
        });
        if (mounts.size() > most) {
            lines.add(sides.paint().dim("    … and " + (mounts.size() - most) + " more"));
        }
    }
}
