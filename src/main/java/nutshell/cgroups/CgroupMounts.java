package nutshell.cgroups;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;

/**
 * Where a machine's control groups are mounted.
 *
 * <p>v1's {@code controllers} maps {@code pids} to {@code /sys/fs/cgroup/pids}; a hierarchy without a controller stands
 * in it as {@code name=systemd}.
 */
public record CgroupMounts(CgroupVersion version, Optional<Path> unified, Map<String, Path> controllers) {

    /** What v1 can mount as a controller; its other mount options are none. */
    private static final Set<String> V1_CONTROLLERS = Set.of(
            "blkio",
            "cpu",
            "cpuacct",
            "cpuset",
            "debug",
            "devices",
            "dmem",
            "freezer",
            "hugetlb",
            "memory",
            "misc",
            "net_cls",
            "net_prio",
            "perf_event",
            "pids",
            "rdma");

    public CgroupMounts {
        controllers = Map.copyOf(controllers);
    }

    /** Reads the machine from the lines of {@code /proc/self/mountinfo}. */
    public static CgroupMounts parse(List<String> mountinfoLines) {
        return of(MountInfo.parse(mountinfoLines));
    }

    public static CgroupMounts ofThisMachine() {
        return of(MountInfo.read(Path.of("/proc/self/mountinfo")));
    }

    /** Takes the first mount of each hierarchy: later ones are copies made for containers. */
    public static CgroupMounts of(List<MountInfo> mounts) {
        Map<String, Path> controllers = new LinkedHashMap<>();
        mounts.stream()
                .filter(mount -> mount.fsType().equals("cgroup"))
                .forEach(mount -> Arrays.stream(mount.superOptions().split(",", -1))
                        .filter(option -> V1_CONTROLLERS.contains(option) || option.startsWith("name="))
                        .forEach(name -> controllers.putIfAbsent(name, path(mount))));
        Optional<Path> unified = mounts.stream()
                .filter(mount -> mount.fsType().equals("cgroup2"))
                .findFirst()
                .map(CgroupMounts::path);
        return new CgroupMounts(version(unified.isPresent(), controllers), unified, controllers);
    }

    /** Returns the directory under which this controller's groups lie. */
    public Path hierarchy(String controller) {
        Optional<Path> found = version.usesV1() ? Optional.ofNullable(controllers.get(controller)) : unified;
        return found.orElseThrow(() -> Refusal.machine(
                "the cgroup v1 controller '%s' is not mounted on this machine".formatted(controller),
                "mount -t cgroup -o %s cgroup /sys/fs/cgroup/%s".formatted(controller, controller)));
    }

    /** Returns whichever file this machine has; none where v1 has no such file, or its controller is not mounted. */
    Optional<CgroupFile> find(String v2File, Optional<String> v1File) {
        return version.usesV1()
                ? v1File.map(CgroupFile::named).filter(file -> controllers.containsKey(file.controller()))
                : Optional.of(CgroupFile.named(v2File));
    }

    /** A named hierarchy limits nothing, so it does not take a machine's controllers away from v2. */
    private static CgroupVersion version(boolean unified, Map<String, Path> controllers) {
        boolean one = controllers.keySet().stream().anyMatch(V1_CONTROLLERS::contains);
        if (!one && !unified) {
            throw Refusal.machine(
                    "no control groups are mounted: expected a mount of type cgroup2 in /proc/self/mountinfo",
                    "mount -t cgroup2 cgroup2 /sys/fs/cgroup");
        }
        return !one ? CgroupVersion.V2 : unified ? CgroupVersion.HYBRID : CgroupVersion.V1;
    }

    private static Path path(MountInfo mount) {
        try {
            return Path.of(mount.mountPoint());
        } catch (InvalidPathException e) {
            throw Refusal.machine(
                    "a mount of type %s lies at a path that Java cannot open under this locale"
                            .formatted(mount.fsType()),
                    "start again with LC_ALL=C.UTF-8, or mount it under /sys/fs/cgroup");
        }
    }
}
