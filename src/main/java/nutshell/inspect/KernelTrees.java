package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nutshell.evidence.proc.MountTable;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;

/** /proc, /sys and the control groups: which files of the kernel's own can be written, and which are masked. */
final class KernelTrees {

    private KernelTrees() {}

    static List<Finding> of(Inspected inspected) {
        MountTable mounts = inspected.mounts();
        List<Finding> findings = new ArrayList<>();
        mounts.at("/proc").filter(proc -> proc.fsType().equals("proc")).ifPresent(proc -> {
            findings.add(settings(inspected));
            findings.add(masks(mounts));
        });
        mounts.at("/sys")
                .filter(sys -> sys.fsType().equals("sysfs") && !MountTable.isReadOnly(sys))
                .ifPresent(sys -> findings.add(new Finding(
                        Topic.MOUNTS,
                        "kernel's /sys",
                        "writable",
                        "devices and modules can be steered there by the host's root",
                        inspected.isHostsRoot() ? Weight.OPEN : Weight.PLAIN)));
        mounts.mounts().stream()
                .filter(mount -> mount.fsType().startsWith("cgroup") && !MountTable.isReadOnly(mount))
                .findFirst()
                .ifPresent(mount -> findings.add(groups(inspected, mount)));
        return findings;
    }

    private static Finding settings(Inspected inspected) {
        boolean readOnly = inspected
                .mounts()
                .covering("/proc/sys/kernel/core_pattern")
                .map(MountTable::isReadOnly)
                .orElse(false);
        if (readOnly) {
            return new Finding(
                    Topic.MOUNTS,
                    "kernel's settings",
                    "/proc/sys read-only",
                    "core_pattern and its like are out of reach",
                    Weight.WALL);
        }
        return new Finding(
                Topic.MOUNTS,
                "kernel's settings",
                "/proc/sys writable",
                inspected.isHostsRoot()
                        ? "root writes a command into core_pattern, and the host's kernel runs it"
                        : "only those of its own namespaces answer to its root",
                inspected.isHostsRoot() ? Weight.OPEN : Weight.PLAIN);
    }

    /** What lies over a file or directory of the kernel's so that it is not seen, or not written. */
    private static Finding masks(MountTable mounts) {
        List<String> over = mounts.mounts().stream()
                .map(MountInfo::mountPoint)
                .filter(point -> point.startsWith("/proc/") || point.startsWith("/sys/firmware"))
                .distinct()
                .sorted()
                .toList();
        return over.isEmpty()
                ? new Finding(
                        Topic.MOUNTS,
                        "masked",
                        "nothing",
                        "what proc tells of the machine is told here too: keys, timers",
                        Weight.WEAK)
                : new Finding(
                        Topic.MOUNTS,
                        "masked",
                        over.stream().map(point -> point.substring(1)).collect(Collectors.joining(" ")),
                        "read-only, or covered",
                        Weight.WALL);
    }

    private static Finding groups(Inspected inspected, MountInfo mount) {
        boolean releaseAgent = mount.fsType().equals("cgroup") && inspected.isHostsRoot();
        return new Finding(
                Topic.MOUNTS,
                "control groups",
                "writable at " + mount.mountPoint(),
                releaseAgent
                        ? "v1's release_agent is a command that the host's kernel runs"
                        : "it can make groups, and lift limits that are its own to set",
                releaseAgent ? Weight.OPEN : inspected.owns(Namespace.CGROUP) ? Weight.PLAIN : Weight.WEAK);
    }
}
