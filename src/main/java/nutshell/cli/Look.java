package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nutshell.cgroups.CgroupMembership;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.ControlGroup;
import nutshell.container.Processes;
import nutshell.container.View;
import nutshell.mounts.MountChanges;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Draws the host's view and the container's side by side and marks what differs. */
public final class Look {

    public static final List<String> SECTIONS = List.of("ns", "mounts", "ps", "caps", "cgroup", "net", "all");

    private static final int MOST_MOUNTS = 30;
    private static final int FEW_MOUNTS = 6;

    private final Container container;
    private final View host = View.ofHost();
    private final View inside;
    private final SideBySide table;
    private final Paint paint;

    private Look(Shell shell) {
        this.container = shell.session().current();
        this.inside = View.of(container);
        this.paint = shell.surroundings().paint();
        this.table = new SideBySide(paint, shell.surroundings().width());
    }

    /** The lines of one section, or of all. */
    public static List<String> at(Shell shell, String what) {
        Look look = new Look(shell);
        return switch (what) {
            case "ns" -> look.namespaces();
            case "mounts" -> look.mounts();
            case "ps" -> look.processes();
            case "caps" -> look.capabilities();
            case "cgroup" -> look.cgroup();
            case "net" -> look.network();
            case "all" -> look.all();
            default -> look.one(what);
        };
    }

    static List<String> cgroup(Shell shell) {
        return new Look(shell).cgroup();
    }

    public static String words(Collection<Namespace> namespaces) {
        return new TreeSet<>(namespaces).stream().map(Namespace::word).collect(Collectors.joining(","));
    }

    private List<String> all() {
        List<String> lines = new ArrayList<>();
        for (String section : SECTIONS.subList(0, SECTIONS.size() - 1)) {
            lines.add(paint.strong(section));
            lines.addAll(
                    switch (section) {
                        case "ns" -> namespaces();
                        case "mounts" -> mounts();
                        case "ps" -> processes();
                        case "caps" -> capabilities();
                        case "cgroup" -> cgroup();
                        default -> network();
                    });
        }
        return lines;
    }

    /** {@code look uts}: one namespace, with what it holds. */
    private List<String> one(String word) {
        Namespace namespace;
        try {
            namespace = Namespace.of(word);
        } catch (Refusal e) {
            throw Refusal.usage(
                    "look knows no '" + Printable.text(word) + "'",
                    "look ns, mounts, ps, caps, cgroup, net, all, or one namespace: look uts");
        }
        List<String> lines = new ArrayList<>(List.of(table.head()));
        if (namespace == Namespace.UTS) {
            lines.add(table.row("hostname", host.hostname(), inside.hostname()));
        }
        lines.add(row(namespace));
        return lines;
    }

    private List<String> namespaces() {
        List<String> lines = new ArrayList<>(List.of(table.head()));
        lines.add(table.row("hostname", host.hostname(), inside.hostname()));
        for (Namespace namespace : Namespace.values()) {
            lines.add(row(namespace));
        }
        lines.add(table.row("root", host.root(), inside.root() + (container.hasOwnRoot() ? " (its own)" : "")));
        lines.add(paint.dim(table.fit("  from the host: thread %d of process %d"
                .formatted(container.tid(), ProcessHandle.current().pid()))));
        return lines;
    }

    /** The kinds that take hold of children only are shown as the children will have them. */
    private String row(Namespace namespace) {
        NamespaceId here = host.namespaces().get(namespace);
        NamespaceId own = inside.namespaces().get(namespace);
        NamespaceId children = inside.forChildren().get(namespace);
        boolean later = !namespace.childrenLink().equals(namespace.procName())
                && container.own().contains(namespace);
        String shown =
                later ? (children == null ? "with its first process" : inode(children) + " (children)") : inode(own);
        return table.row(namespace.word(), inode(here), shown);
    }

    private static String inode(@org.jspecify.annotations.Nullable NamespaceId id) {
        return id == null ? "this kernel has none" : Long.toString(id.inode());
    }

    private List<String> mounts() {
        MountChanges changes = MountInfo.compare(host.mounts(), inside.mounts());
        List<String> lines = new ArrayList<>(List.of(table.head()));
        lines.add(table.row("mounts", count(host.mounts()), count(inside.mounts())));
        lines.add(table.row("propagation of /", propagation(host), propagation(inside)));
        mountLines(lines, "only inside", changes.added(), MOST_MOUNTS, true);
        mountLines(lines, "only on the host", changes.removed(), FEW_MOUNTS, false);
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
        lines.add("  " + paint.strong(title));
        mounts.stream().limit(most).forEach(mount -> {
            String line = "    %-24s %-8s %s".formatted(mount.mountPoint(), mount.fsType(), mount.options());
            lines.add(good ? paint.good(table.fit(line)) : paint.dim(table.fit(line)));
        });
        if (mounts.size() > most) {
            lines.add(paint.dim("    … and " + (mounts.size() - most) + " more"));
        }
    }

    private List<String> processes() {
        List<Processes.Row> rows = Processes.of(container);
        List<String> lines = new ArrayList<>();
        lines.add(paint.dim("  %8s %10s  %-8s %s".formatted("host PID", "inside", "uid", "command")));
        for (Processes.Row row : rows) {
            String inner = row.innermost() == row.pid() ? "the same" : Integer.toString(row.innermost());
            lines.add(table.fit("  %8d %10s  %-8d %s".formatted(row.pid(), inner, row.uid(), row.command())));
        }
        if (rows.isEmpty()) {
            lines.add("  no process of this container runs; exec starts one");
        }
        lines.add(paint.dim(table.fit("  its /proc shows: " + Processes.visibleInside(container))));
        for (Child child : container.children()) {
            if (child.first()) {
                lines.add(
                        paint.dim("  " + child.pid() + " on the host is PID 1 inside: when it ends, all of them end"));
            }
        }
        return lines;
    }

    private List<String> capabilities() {
        return List.of(
                table.head(),
                table.row(
                        "CapEff",
                        host.capabilities().effective().toString(),
                        inside.capabilities().effective().toString()),
                table.row(
                        "CapPrm",
                        host.capabilities().permitted().toString(),
                        inside.capabilities().permitted().toString()),
                table.row(
                        "CapInh",
                        host.capabilities().inheritable().toString(),
                        inside.capabilities().inheritable().toString()),
                table.row(
                        "CapBnd",
                        host.capabilities().bounding().toString(),
                        inside.capabilities().bounding().toString()),
                table.row(
                        "CapAmb",
                        host.capabilities().ambient().toString(),
                        inside.capabilities().ambient().toString()));
    }

    private List<String> cgroup() {
        List<String> lines = new ArrayList<>(List.of(table.head()));
        Map<String, String> ours =
                host.cgroups().stream().collect(Collectors.toMap(Look::hierarchy, CgroupMembership::path, (a, b) -> a));
        if (container.cgroup().isEmpty()) {
            lines.add(table.row(
                    "group",
                    ours.values().iterator().next(),
                    ours.values().iterator().next()));
            lines.add(paint.dim("  no group of its own: cgroup set pids.max 20 makes one"));
            return lines;
        }
        ControlGroup group = container.cgroup().orElseThrow();
        lines.add(table.row("group", ours.values().iterator().next(), "/" + group.path()));
        for (String file :
                List.of("pids.max", "pids.current", "memory.max", "memory.current", "cpu.max", "cpu.weight")) {
            group.reading(file).ifPresent(value -> lines.add(table.row(file, "", value)));
        }
        for (Child child : container.children()) {
            lines.add(paint.dim(table.fit("  /proc/" + child.pid() + "/cgroup  " + membership(child))));
        }
        return lines;
    }

    private static String membership(Child child) {
        try {
            return CgroupMembership.parse(Files.readAllLines(Path.of("/proc/" + child.pid() + "/cgroup"))).stream()
                    .filter(membership -> membership.path().contains("nutshell"))
                    .map(membership -> hierarchy(membership) + ":" + membership.path())
                    .collect(Collectors.joining(" "));
        } catch (java.io.IOException e) {
            return "has ended";
        }
    }

    private static String hierarchy(CgroupMembership membership) {
        return String.join(",", membership.controllers());
    }

    private List<String> network() {
        List<String> lines = new ArrayList<>(List.of(table.head()));
        lines.addAll(new LookNetwork(container, table).rows());
        lines.add(row(Namespace.NET));
        return lines;
    }
}
