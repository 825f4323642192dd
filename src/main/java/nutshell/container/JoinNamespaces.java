package nutshell.container;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nutshell.kernel.OpenMode;
import nutshell.namespaces.Namespace;

/** Joins namespaces of a process that lives; see setns(2). */
public record JoinNamespaces(int pid, Set<Namespace> namespaces) implements Step {

    public JoinNamespaces {
        namespaces = Set.copyOf(namespaces);
    }

    static Step read(Arguments arguments) {
        int pid = arguments.number("PID", 1, Integer.MAX_VALUE);
        Set<Namespace> namespaces = EnumSet.noneOf(Namespace.class);
        do {
            namespaces.add(Namespace.of(arguments.next("a namespace")));
        } while (!arguments.isEmpty());
        return new JoinNamespaces(pid, namespaces);
    }

    @Override
    public String line() {
        StringBuilder line = new StringBuilder("setns " + pid);
        inOrder().forEach(namespace -> line.append(' ').append(namespace.word()));
        return line.toString();
    }

    /** mnt last: behind it lies another /proc. */
    private List<Namespace> inOrder() {
        List<Namespace> order = new ArrayList<>(EnumSet.copyOf(namespaces));
        if (order.remove(Namespace.MNT)) {
            order.add(Namespace.MNT);
        }
        return order;
    }

    @Override
    public void apply(Site site) {
        // All opened before the first is joined: one that is not there must not leave us half-way.
        try (Descriptors descriptors = new Descriptors(site.host())) {
            Map<Namespace, Integer> open = new LinkedHashMap<>();
            inOrder()
                    .forEach(namespace -> open.put(
                            namespace,
                            descriptors.open("/proc/" + pid + "/ns/" + namespace.procName(), OpenMode.READ)));
            open.forEach((namespace, fd) -> {
                site.kernel().setns(fd, namespace);
                site.nowOwns(List.of(namespace));
            });
        }
        if (namespaces.contains(Namespace.PID)) {
            site.first().came();
        }
    }

    @Override
    public void describe(Bundle bundle) {
        namespaces.forEach(
                namespace -> bundle.namespaces().join(namespace, "/proc/" + pid + "/ns/" + namespace.procName()));
    }

    @Override
    public void describe(Script script) {
        script.join(pid, inOrder());
    }
}
