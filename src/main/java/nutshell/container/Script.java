package nutshell.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
    private final Setpriv setpriv = new Setpriv();
    private final List<String> notes = new ArrayList<>();
    /** chroot(8) and where to, once the recipe has said so. */
    private List<String> chroot = List.of();

    private final List<Program> filters = new ArrayList<>();

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
        if (!chroot.isEmpty()) {
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
                directory.isPresent() ? "" : "cd " + target);
        chroot = List.of("chroot", target);
        if (!filters.isEmpty()) {
            throw Refusal.usage("in a script a filter comes last, and so does chroot", "use pivot_root");
        }
    }

    void become(Privilege step) {
        setpriv.become(step);
    }

    /** A step that the script cannot say: told in it and beside it. */
    void leaveOut(Step step, String why) {
        notes.add("left out: " + step.line() + ": " + why);
        inside.add("# left out: " + step.line() + ": " + why);
    }

    /** What whoever runs the script has to know. */
    public List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!setpriv.command().isEmpty()) {
            all.add("the root needs util-linux's setpriv, which busybox's does not replace");
        }
        return all;
    }

    /** Kept as the kernel takes it: no program of a shell's compiles filters. */
    void filter(Program program) {
        if (!chroot.isEmpty()) {
            throw nothingFollowsChroot();
        }
        if (filters.size() == 6) {
            throw Refusal.usage(
                    "a script can carry six filters, and this would be one more", "put them into a profile");
        }
        filters.add(program);
    }

    NetworkLines network() {
        return network;
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
            lines.addAll(new ScriptCgroup(name, limits).before());
        }
        lines.addAll(new ScriptFilters(filters).before());
        lines.addAll(network.before());
        lines.add("");
        lines.addAll(launch());
        lines.addAll(network.after());
        if (cgroup) {
            lines.addAll(new ScriptCgroup(name, limits).after());
        }
        lines.add("exit $status");
        return String.join("\n", lines) + "\n";
    }

    /** How the program is started, after everything else: in its root, and with what power is left. */
    private List<String> program() {
        String where = String.join(" ", chroot) + (chroot.isEmpty() ? "" : " ");
        List<String> words = setpriv.command();
        String last = new ScriptFilters(filters).prefix() + "\"$@\"";
        if (words.isEmpty()) {
            return List.of("exec " + where + last);
        }
        return List.of(
                "# Last of all the power that was needed so far. busybox has a setpriv that cannot do this.",
                where + "setpriv --help 2>&1 | grep -q -e --bounding-set || {",
                "  echo \"this root needs the setpriv of util-linux\" >&2",
                "  exit 125",
                "}",
                "exec " + where + String.join(" ", words) + " -- " + last);
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
        new ScriptFilters(filters).inside().forEach(line -> lines.add("  " + line));
        program().forEach(line -> lines.add("  " + line));
        lines.add("' bash \"$@\" ) || status=$?");
        return lines;
    }
}
