package nutshell.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nutshell.doctor.CgroupLayout.CgroupMount;

/** What keeps a process from being limited here. */
final class ControlGroups {

    private ControlGroups() {}

    static Optional<Finding> oldVersion(Facts facts) {
        String version = CgroupLayout.of(facts).version();
        if (!version.equals("v1") && !version.equals("hybrid")) {
            return Optional.empty();
        }
        String cause = version.equals("v1")
                ? "Only cgroup v1 is mounted; see /proc/self/mountinfo."
                : "cgroup2 is mounted, but pids, memory and cpu belong to v1 hierarchies; see /proc/self/mountinfo.";
        return Optional.of(new Finding(
                "cgroup-" + version,
                "The labs on limits, which show cgroup v2's files, cannot be done; cgroup set works, mapped to v1.",
                cause,
                Remedy.orLabMachine(
                        facts,
                        "boot with systemd.unified_cgroup_hierarchy=1 cgroup_no_v1=all on the kernel command line")));
    }

    static Optional<Finding> notMounted(Facts facts) {
        if (!CgroupLayout.of(facts).version().equals("none")) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "cgroup-not-mounted",
                "cgroup set and the labs on limits find no control groups.",
                "No cgroup file system is in /proc/self/mountinfo.",
                Remedy.asRoot(facts, "mount -t cgroup2 cgroup2 /sys/fs/cgroup")));
    }

    static Optional<Finding> readOnly(Facts facts) {
        CgroupLayout layout = CgroupLayout.of(facts);
        List<CgroupMount> locked = layout.mounts().stream()
                .filter(CgroupMount::readOnly)
                .filter(layout.isV2() ? CgroupMount::second : ControlGroups::carriesWanted)
                .toList();
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        String remount = locked.stream().map(CgroupMount::remount).collect(Collectors.joining(" && "));
        return Optional.of(new Finding(
                "cgroup-readonly",
                "cgroup new, cgroup set and the labs on limits end with EROFS.",
                locked.stream().map(CgroupMount::point).collect(Collectors.joining(", "))
                        + " is mounted read-only, as container engines do.",
                Remedy.orLabMachine(facts, Remedy.asRoot(facts, remount))));
    }

    private static boolean carriesWanted(CgroupMount mount) {
        return mount.controllers().stream().anyMatch(CgroupLayout.WANTED::contains);
    }

    static Optional<Finding> noController(Facts facts) {
        CgroupLayout layout = CgroupLayout.of(facts);
        if (layout.version().equals("none")) {
            return Optional.empty();
        }
        List<String> absent = wanted(controller -> !layout.offers(facts, controller));
        List<String> idle =
                wanted(controller -> layout.offers(facts, controller) && !layout.delegates(facts, controller));
        if (absent.isEmpty() && idle.isEmpty()) {
            return Optional.empty();
        }
        List<String> without = absent.isEmpty() ? idle : absent;
        return Optional.of(new Finding(
                "cgroup-no-controller",
                "Limits of " + String.join(", ", without) + " cannot be set, and the labs on them show nothing.",
                absent.isEmpty()
                        ? "cgroup.subtree_control in " + layout.root() + " does not enable it for the groups below."
                        : absence(facts, layout),
                absent.isEmpty() ? enable(facts, layout, idle) : provide(facts, layout, absent)));
    }

    private static List<String> wanted(Predicate<String> test) {
        return CgroupLayout.WANTED.stream().filter(test).toList();
    }

    private static String absence(Facts facts, CgroupLayout layout) {
        if (!layout.isV2()) {
            return "No v1 hierarchy that carries it is mounted.";
        }
        return inner(facts, layout)
                ? "cgroup.controllers in " + layout.root() + " lacks it: whoever made this group did not hand it down."
                : "cgroup.controllers in " + layout.root()
                        + " lacks it: a v1 hierarchy holds it, or the kernel does not have it.";
    }

    private static String provide(Facts facts, CgroupLayout layout, List<String> absent) {
        if (layout.isV2()) {
            return Remedy.orLabMachine(
                    facts,
                    inner(facts, layout)
                            ? "have " + plus(absent) + " written to cgroup.subtree_control of the group around this one"
                            : "boot with cgroup_no_v1=all and without cgroup_disable= on the kernel command line");
        }
        String mounts = absent.stream()
                .map(name -> "mkdir -p /sys/fs/cgroup/%1$s && mount -t cgroup -o %1$s cgroup /sys/fs/cgroup/%1$s"
                        .formatted(name))
                .collect(Collectors.joining(" && "));
        return Remedy.asRoot(facts, mounts);
    }

    private static String enable(Facts facts, CgroupLayout layout, List<String> idle) {
        String write = "echo %s > %s/cgroup.subtree_control".formatted(plus(idle), layout.root());
        // Only the machine's first group may hold processes beside enabled controllers: elsewhere they move out first.
        String move =
                "mkdir -p %1$s/init && while read p; do echo $p > %1$s/init/cgroup.procs; done < %1$s/cgroup.procs; "
                        .formatted(layout.root());
        return Remedy.asRoot(facts, inner(facts, layout) ? move + write : write);
    }

    /** Returns whether the mounted root lies deeper in the machine's tree: the first group alone has no type. */
    private static boolean inner(Facts facts, CgroupLayout layout) {
        return facts.exists(layout.root() + "/cgroup.type");
    }

    private static String plus(List<String> controllers) {
        return controllers.stream().map(name -> "+" + name).collect(Collectors.joining(" ", "'", "'"));
    }
}
