package nutshell.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupKey;
import nutshell.cgroups.CgroupMounts;
import nutshell.cgroups.CgroupSetting;
import nutshell.cgroups.Write;
import nutshell.kernel.Kernel;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Directory;
import nutshell.rootfs.Rootfs;
import nutshell.seccomp.Program;

/** A recipe as a shell script of unshare(1), mount(8) and their like, with the reason beside each line. */
public final class Script {

    private final String name;
    private final List<String> inside = new ArrayList<>();
    private final Set<Namespace> namespaces = new TreeSet<>();
    private final List<String> unshareOptions = new ArrayList<>();
    private final List<String> joining = new ArrayList<>();
    private final Map<String, String> limits = new LinkedHashMap<>();
    private Optional<Rootfs> rootfs = Optional.empty();
    private final NetworkLines network = new NetworkLines();
    private boolean cgroup;
    private final List<Program> filters = new ArrayList<>();
    private boolean chrooted;

    public Script(String name) {
        this.name = name;
    }

    void rootfs(Rootfs source) {
        rootfs = Optional.of(source);
    }

    /** What the script expects in the directory {@code rootfs} beside it; empty where it stays in the host's root. */
    public Optional<Rootfs> rootfs() {
        return rootfs;
    }

    /** Commands that run in the new namespaces, as PID 1 where there is a PID namespace. */
    void inside(String why, String... commands) {
        if (chrooted) {
            throw nothingFollowsChroot();
        }
        if (!why.isEmpty()) {
            inside.add("# " + why);
        }
        inside.addAll(List.of(commands));
    }

    private static Refusal nothingFollowsChroot() {
        return Refusal.usage(
                "in a script nothing can follow chroot but the program: chroot(8) starts it at once",
                "put chroot last, or use pivot_root");
    }

    void unshare(Set<Namespace> left, boolean keepsPropagation, List<String> offsets) {
        if (!inside.isEmpty() && !namespaces.isEmpty()) {
            throw Refusal.usage(
                    "a script can leave namespaces once: unshare stands after lines that need the first ones",
                    "put all namespaces into one unshare");
        }
        namespaces.addAll(left);
        if (keepsPropagation) {
            unshareOptions.add("--propagation unchanged");
        }
        for (String offset : offsets) {
            String[] parts = offset.split(" ", -1);
            unshareOptions.add("--" + parts[0] + " " + parts[1]);
        }
    }

    /** The map as unshare(1) takes it: outside, inside, count. */
    void user(CloneUser.Map map) {
        namespaces.add(Namespace.USER);
        IdMapping mapping = IdMapping.decide(map, Kernel.silent());
        if (mapping.way() != IdMapping.Way.PRIVILEGED) {
            unshareOptions.add(map == CloneUser.Map.SUBIDS ? "--map-root-user --map-auto" : "--map-root-user");
            return;
        }
        unshareOptions.add("--map-users=" + commas(mapping.users()) + " --map-groups=" + commas(mapping.groups())
                + " --setuid 0 --setgid 0");
    }

    private static String commas(IdMap map) {
        IdMap.Range range = map.ranges().get(0);
        return range.outside() + "," + range.inside() + "," + range.count();
    }

    void join(int pid, List<Namespace> joined) {
        StringBuilder command = new StringBuilder("nsenter --target " + pid);
        joined.forEach(namespace -> command.append(" --").append(optionName(namespace)));
        joining.add(command.toString());
    }

    void chroot(Optional<String> directory) {
        String target = directory.map(d -> Words.join(List.of(d))).orElse("\"$root\"");
        inside(
                "From here on paths begin below the new root; the mounts are still the old ones.",
                directory.isPresent() ? "" : "cd " + target,
                "exec chroot " + target + " \"$@\"");
        if (!filters.isEmpty()) {
            throw Refusal.usage("in a script a filter comes last, and so does chroot", "use pivot_root");
        }
        chrooted = true;
    }

    void mount(Optional<String> type, Optional<String> source, String target, String options, boolean move) {
        List<String> words = new ArrayList<>(List.of("mount"));
        if (type.isPresent()) {
            words.addAll(List.of("-t", type.get()));
        }
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", options));
        }
        if (move) {
            words.add("--move");
        }
        // mount(8) wants a source where the kernel needs none, unless it only changes a mount.
        source.ifPresent(words::add);
        words.add(target);
        boolean proc = type.equals(Optional.of("proc"));
        inside(
                proc ? "Mounted from inside: proc shows the PID namespace of whoever mounts it." : "",
                Words.join(words));
    }

    NetworkLines network() {
        return network;
    }

    /** Kept as the kernel takes it: no program of a shell's compiles filters. */
    void filter(Program program) {
        if (chrooted) {
            throw nothingFollowsChroot();
        }
        if (filters.size() == 6) {
            throw Refusal.usage(
                    "a script can carry six filters, and this would be one more", "put them into a profile");
        }
        filters.add(program);
    }

    void cgroup() {
        cgroup = true;
    }

    void limit(String key, String value) {
        cgroup = true;
        limits.put(key, value);
    }

    private static String optionName(Namespace namespace) {
        return namespace == Namespace.MNT ? "mount" : namespace.word();
    }

    /** The whole text. The program to run is the script's arguments, a shell if there are none. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(
                "#!/bin/bash",
                "# " + name + ": made by nutshell from a recipe. Run as root: container.sh [PROGRAM ARG…]",
                "set -eu",
                "here=$(cd \"$(dirname \"$0\")\" && pwd)",
                "export here root=" + rootPath(),
                "export PATH=" + Launch.PATH,
                "[ $# -gt 0 ] || set -- sh"));
        if (cgroup) {
            lines.addAll(new CgroupLines(name, limits).before());
        }
        lines.addAll(network.before());
        lines.addAll(new ScriptFilters(filters).before());
        lines.add("");
        lines.addAll(launch());
        lines.addAll(network.after());
        if (cgroup) {
            lines.addAll(new CgroupLines(name, limits).after());
        }
        lines.add("exit $status");
        return String.join("\n", lines) + "\n";
    }

    private String rootPath() {
        return rootfs.filter(Directory.class::isInstance)
                .map(root -> Words.join(List.of(((Directory) root).path().toString())))
                .orElse("\"$here/rootfs\"");
    }

    private List<String> launch() {
        List<String> lines = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        joining.forEach(join -> command.append(join).append(' '));
        if (!namespaces.isEmpty()) {
            lines.add("# Leave the host's namespaces: these flags are CLONE_NEW* of unshare(2).");
            command.append("unshare");
            namespaces.forEach(namespace -> command.append(" --").append(optionName(namespace)));
            unshareOptions.forEach(option -> command.append(' ').append(option));
            if (namespaces.contains(Namespace.PID) || namespaces.contains(Namespace.TIME)) {
                lines.add("# --fork: these two take hold of children only, so the first child becomes PID 1.");
                command.append(" --fork --kill-child");
            }
            command.append(' ');
        }
        lines.add("status=0");
        String join = cgroup ? "( for procs in \"${joins[@]}\"; do echo 0 > \"$procs\"; done; exec " : "( exec ";
        lines.add(join + command + "bash -euc '");
        Stream.concat(network.inside().stream(), inside.stream())
                .forEach(line -> lines.add("  " + line.replace("'", "'\\''")));
        ScriptFilters last = new ScriptFilters(filters);
        last.inside().forEach(line -> lines.add("  " + line));
        lines.add("  exec " + last.prefix() + "\"$@\"");
        lines.add("' bash \"$@\" ) || status=$?");
        return lines;
    }

    /** The control group, outside: made before, joined by the process itself, removed after. */
    private record CgroupLines(String name, Map<String, String> limits) {

        List<String> before() {
            CgroupMounts mounts = CgroupMounts.ofThisMachine();
            List<String> lines =
                    new ArrayList<>(List.of("", "# A control group of its own: what it may use, not what it may see."));
            lines.add("group=nutshell-" + name + "-$$");
            List<String> made = new ArrayList<>();
            Map<String, String> earlier = new LinkedHashMap<>();
            limits.forEach((key, value) -> {
                CgroupSetting setting = CgroupKey.resolve(key, value, mounts, earlier);
                earlier.put(key, value);
                String top = mounts.hierarchy(setting.controller()).toString();
                if (!made.contains(top)) {
                    made.add(top);
                    lines.add("mkdir " + top + "/$group");
                }
                if (!mounts.version().usesV1()) {
                    setting.controllersToEnable()
                            .forEach(controller ->
                                    lines.add("grep -qw " + controller + " " + top + "/cgroup.subtree_control || echo +"
                                            + controller + " > " + top + "/cgroup.subtree_control"));
                } else if (setting.needsParentCpuset()) {
                    CgroupSetting.PARENT_CPUSET_FILES.forEach(
                            file -> lines.add("cat " + top + "/" + file + " > " + top + "/$group/" + file));
                }
                for (Write write : setting.writes()) {
                    lines.add("echo " + write.value() + " > " + top + "/$group/" + write.file());
                }
            });
            if (made.isEmpty()) {
                made.add(mounts.hierarchy("pids").toString());
                lines.add("mkdir " + made.get(0) + "/$group");
            }
            lines.add("joins=("
                    + String.join(
                            " ",
                            made.stream()
                                    .map(top -> top + "/$group/cgroup.procs")
                                    .toList()) + ")");
            return lines;
        }

        List<String> after() {
            return List.of(
                    "",
                    "for procs in \"${joins[@]}\"; do",
                    "  until rmdir \"$(dirname \"$procs\")\" 2> /dev/null; do sleep 0.1; done",
                    "done");
        }
    }
}
