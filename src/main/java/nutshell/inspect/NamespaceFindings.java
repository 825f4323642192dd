package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import nutshell.namespaces.Namespace;

/** Which namespaces are its own, and what it means that others are the host's. See namespaces(7). */
final class NamespaceFindings {

    private NamespaceFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        for (Namespace namespace : Namespace.values()) {
            if (inspected.host().namespaces().containsKey(namespace)) {
                findings.add(inspected
                        .process()
                        .namespace(namespace)
                        .unseen()
                        .map(why -> Finding.unread(Topic.NAMESPACES, namespace.word(), why))
                        .orElseGet(() -> finding(namespace, inspected.owns(namespace))));
            }
        }
        return findings;
    }

    private static Finding finding(Namespace namespace, boolean own) {
        return own
                ? new Finding(Topic.NAMESPACES, namespace.word(), "its own", namespace.holds(), Weight.WALL)
                : new Finding(Topic.NAMESPACES, namespace.word(), "the host's", shared(namespace), weight(namespace));
    }

    private static Weight weight(Namespace namespace) {
        return switch (namespace) {
            case MNT -> Weight.OPEN;
            case PID, NET, IPC, USER -> Weight.WEAK;
            case UTS, CGROUP, TIME -> Weight.PLAIN;
        };
    }

    /** What sharing it with the host lets a process do. */
    private static String shared(Namespace namespace) {
        return switch (namespace) {
            case UTS -> "it sees the host's name, and with CAP_SYS_ADMIN changes it";
            case MNT -> "every mount is in its sight, and with CAP_SYS_ADMIN in its hands";
            case PID -> "it sees every process, and may signal those of its user";
            case NET -> "interfaces, ports and abstract sockets, some of them of runtimes";
            case IPC -> "shared memory and queues, as far as their permissions let it";
            case CGROUP -> "it sees where its group lies in the host's tree";
            case TIME -> "its clocks are the host's";
            case USER -> "its ids count outside too: see user";
        };
    }
}
