package nutshell.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Draws the host's view and the container's side by side and marks what differs. */
public final class Look {

    public static final List<String> SECTIONS = List.of("ns", "mounts", "ps", "caps", "cgroup", "net", "all");

    private final Sides sides;

    private Look(Shell shell) {
        this.sides = Sides.of(shell);
    }

    /** The lines of one section, of one namespace, or of all. */
    public static List<String> at(Shell shell, String what) {
        return new Look(shell).lines(what);
    }

    public static String words(Collection<Namespace> namespaces) {
        return new TreeSet<>(namespaces).stream().map(Namespace::word).collect(Collectors.joining(","));
    }

    private List<String> lines(String what) {
        return switch (what) {
            case "ns" -> namespaces();
            case "mounts" -> new LookMounts(sides).lines();
            case "ps" -> new LookProcesses(sides).lines();
            case "caps" -> new LookCapabilities(sides).lines();
            case "cgroup" -> new LookCgroup(sides).lines();
            case "net" -> network();
            case "all" -> all();
            default -> one(what);
        };
    }

    private List<String> all() {
        List<String> lines = new ArrayList<>();
        for (String section : SECTIONS.subList(0, SECTIONS.size() - 1)) {
            lines.add(sides.paint().strong(section));
            lines.addAll(lines(section));
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
        List<String> lines = new ArrayList<>(List.of(sides.head()));
        if (namespace == Namespace.UTS) {
            lines.add(sides.row(
                    "hostname", sides.host().hostname(), sides.inside().hostname()));
        }
        lines.add(sides.row(namespace));
        return lines;
    }

    private List<String> namespaces() {
        List<String> lines = new ArrayList<>(List.of(sides.head()));
        lines.add(sides.row("hostname", sides.host().hostname(), sides.inside().hostname()));
        for (Namespace namespace : Namespace.values()) {
            lines.add(sides.row(namespace));
        }
        boolean ownRoot = sides.container().hasOwnRoot();
        lines.add(sides.row("root", sides.host().root(), sides.inside().root() + (ownRoot ? " (its own)" : "")));
        lines.add(sides.remark("from the host: thread %d of process %d"
                .formatted(sides.container().tid(), ProcessHandle.current().pid())));
        return lines;
    }

    private List<String> network() {
        List<String> lines = new ArrayList<>(List.of(sides.head()));
        lines.addAll(new LookNetwork(sides).rows());
        lines.add(sides.row(Namespace.NET));
        return lines;
    }
}
