package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        List<CgroupMount> mounts = facts.word("/proc/self/mountinfo")
                .lines()
                .flatMap(line -> mount(line).stream())
                .toList();
        return new CgroupLayout(version(mounts), mounts);
    }

    private static String version(List<CgroupMount> mounts) {
        boolean first =
                mounts.stream().anyMatch(mount -> mount.controllers().stream().anyMatch(WANTED::contains));
        boolean second = mounts.stream().anyMatch(CgroupMount::second);
        boolean atTop = mounts.stream()
                .anyMatch(mount -> mount.second() && mount.point().equals("/sys/fs/cgroup"));
        if (second && (atTop || !first)) {
            return "v2";
        }
        if (second) {
            return "hybrid";
        }
        return mounts.isEmpty() ? "none" : "v1";
    }

    /** Takes a line such as {@code 38 31 0:35 / /sys/fs/cgroup/pids rw,relatime shared:9 - cgroup cgroup rw,pids}. */
    private static Optional<CgroupMount> mount(String line) {
        String[] halves = line.split(" - ", 2);
        String[] place = halves[0].split(" ", -1);
        String[] file = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
        if (place.length < 6 || file.length < 3 || !file[0].startsWith("cgroup")) {
            return Optional.empty();
        }
        List<String> options = List.of(file[2].split(",", -1));
        boolean mountReadOnly = List.of(place[5].split(",", -1)).contains("ro");
        boolean second = file[0].equals("cgroup2");
        return Optional.of(
                new CgroupMount(place[4], second, mountReadOnly, options.contains("ro"), second ? List.of() : options));
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
