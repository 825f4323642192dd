package nutshell.doctor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupMounts;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;

/** How control groups are mounted here, by mountinfo. See cgroups(7) and proc(5). */
record CgroupLayout(String version, List<CgroupMount> mounts) {

    /** The controllers the labs use. */
    static final List<String> WANTED = List.of("pids", "memory", "cpu");

    /** One mount of a cgroup file system; the controllers are those of a v1 hierarchy. */
    record CgroupMount(
            String point, boolean second, boolean mountReadOnly, boolean systemReadOnly, List<String> controllers) {

        boolean readOnly() {
            return mountReadOnly || systemReadOnly;
        }

        /** Returns the command that lets it be written: without bind, a v1 hierarchy in use answers EBUSY. */
        String remount() {
            return "mount -o remount," + (systemReadOnly ? "rw " : "bind,rw ") + point;
        }
    }

    static CgroupLayout of(Facts facts) {
        try {
            List<MountInfo> mounts = MountInfo.parse(
                    facts.text("/proc/self/mountinfo").orElse("").lines().toList());
            return new CgroupLayout(
                    CgroupMounts.of(mounts).version().name().toLowerCase(Locale.ROOT),
                    mounts.stream()
                            .filter(mount -> mount.fsType().startsWith("cgroup"))
                            .map(CgroupLayout::mount)
                            .toList());
        } catch (Refusal e) {
            // No control groups among the mounts, or nothing that could be read.
            return new CgroupLayout("none", List.of());
        }
    }

    private static CgroupMount mount(MountInfo mount) {
        List<String> options = List.of(mount.superOptions().split(",", -1));
        boolean mountReadOnly = List.of(mount.options().split(",", -1)).contains("ro");
        boolean second = mount.fsType().equals("cgroup2");
        return new CgroupMount(
                mount.mountPoint(), second, mountReadOnly, options.contains("ro"), second ? List.of() : options);
    }

    boolean isV2() {
        return version.equals("v2");
    }

    /** Returns where v2 is mounted, the usual place before any other. */
    String root() {
        return mounts.stream()
                .filter(CgroupMount::second)
                .map(CgroupMount::point)
                .min(java.util.Comparator.comparing(point -> point.equals("/sys/fs/cgroup") ? 0 : 1))
                .orElse("/sys/fs/cgroup");
    }

    /** Returns whether a group can be given this controller, be it that a parent has to enable it first. */
    boolean offers(Facts facts, String controller) {
        return isV2()
                ? words(facts, "cgroup.controllers").anyMatch(controller::equals)
                : mounts.stream().anyMatch(mount -> mount.controllers().contains(controller));
    }

    /** Returns whether groups below the root have this controller now. */
    boolean delegates(Facts facts, String controller) {
        return !isV2() || words(facts, "cgroup.subtree_control").anyMatch(controller::equals);
    }

    private Stream<String> words(Facts facts, String file) {
        return Stream.of(facts.word(root() + "/" + file).split("\\s+", -1));
    }
}
