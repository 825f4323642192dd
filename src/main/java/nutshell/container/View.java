package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import nutshell.capabilities.CapabilitySets;
import nutshell.capabilities.Credentials;
import nutshell.cgroups.CgroupMembership;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountChanges;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;

/** What the kernel says of one thread, read from the host's /proc: all that a container is made of. */
public record View(
        String hostname,
        Map<Namespace, NamespaceId> namespaces,
        Map<Namespace, NamespaceId> forChildren,
        String root,
        String workingDirectory,
        List<MountInfo> mounts,
        List<CgroupMembership> cgroups,
        Credentials credentials,
        IdMap userIds,
        int filters,
        Map<String, String> interfaces) {

    /** The host's own view: any thread that has left nothing. */
    public static View ofHost() {
        Kernel here = Kernel.silent();
        int hostProc = HostProc.descriptor();
        return read(
                Path.of("/proc/thread-self"), here.hostname(), interfaces(here), name -> ownLink(here, hostProc, name));
    }

    public static View of(Container container) {
        // A process whose memory is nobody's to see must read its links itself: proc(5).
        Path proc = container.proc();
        // Opened here: to the container's thread /proc may be another one, or none.
        int hostProc = HostProc.descriptor();
        return read(
                proc,
                container.hostname(),
                container.look(View::interfaces),
                name -> link(proc.resolve(name)).or(() -> container.look(kernel -> ownLink(kernel, hostProc, name))));
    }

    /** Who a thread of ours is, as the host sees it. */
    static Credentials credentials(Path thread) {
        return Credentials.parse(lines(thread.resolve("status")));
    }

    /** None where a filter lets it have no socket. */
    private static Map<String, String> interfaces(Kernel own) {
        try {
            return NetworkView.of(own).interfaces();
        } catch (SyscallFailed e) {
            return Map.of();
        }
    }

    private static Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ownLink(Kernel kernel, int hostProc, String name) {
        return kernel.sight().link(hostProc, "thread-self/" + name).text();
    }

    /** How many filters of system calls there are; before Linux 5.9 only whether there is one. */
    private static int filters(List<String> status) {
        return Stream.of("Seccomp_filters:", "Seccomp:")
                .flatMap(label -> status.stream().filter(line -> line.startsWith(label)))
                .findFirst()
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .orElse(0);
    }

    private static View read(
            Path thread, String hostname, Map<String, String> interfaces, Function<String, Optional<String>> links) {
        Map<Namespace, NamespaceId> namespaces = new EnumMap<>(Namespace.class);
        Map<Namespace, NamespaceId> forChildren = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            identify(links, namespace.procName()).ifPresent(id -> namespaces.put(namespace, id));
            identify(links, namespace.childrenLink()).ifPresent(id -> forChildren.put(namespace, id));
        }
        return new View(
                hostname,
                namespaces,
                forChildren,
                links.apply("root").orElse("?"),
                links.apply("cwd").orElse("?"),
                MountInfo.read(thread.resolve("mountinfo")),
                CgroupMembership.parse(lines(thread.resolve("cgroup"))),
                credentials(thread),
                IdMap.parse(lines(thread.resolve("uid_map"))),
                filters(lines(thread.resolve("status"))),
                interfaces);
    }

    /** Empty on a kernel without this kind, or before the namespace is there: pid_for_children before its PID 1. */
    private static Optional<NamespaceId> identify(Function<String, Optional<String>> links, String name) {
        return links.apply("ns/" + name).filter(link -> !link.isEmpty()).map(NamespaceId::parse);
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One difference between two looks; a side that has nothing there is null in JSON and empty here. */
    public record Change(String what, Optional<String> before, Optional<String> after) {}

    /** What changed from an earlier look to this one, in the kernel's words. */
    public List<Change> since(View earlier) {
        List<Change> changes = new ArrayList<>();
        for (Namespace namespace : Namespace.values()) {
            compare(
                    changes,
                    "ns/" + namespace.procName(),
                    earlier.namespaces.get(namespace),
                    namespaces.get(namespace));
            if (!namespace.childrenLink().equals(namespace.procName())) {
                compare(
                        changes,
                        "ns/" + namespace.childrenLink(),
                        earlier.forChildren.get(namespace),
                        forChildren.get(namespace));
            }
        }
        if (!userIds.equals(earlier.userIds)) {
            changes.add(new Change("uid_map", said(earlier.userIds), said(userIds)));
        }
        compare(changes, "hostname", earlier.hostname, hostname);
        compare(changes, "seccomp filters", earlier.filters, filters);
        compare(changes, "root", earlier.root, root);
        compare(changes, "cwd", earlier.workingDirectory, workingDirectory);
        compareCredentials(changes, earlier.credentials, credentials);
        if (Objects.equals(earlier.namespaces.get(Namespace.NET), namespaces.get(Namespace.NET))) {
            for (String name : union(earlier.interfaces.keySet(), interfaces.keySet())) {
                compare(changes, "interface " + name, earlier.interfaces.get(name), interfaces.get(name));
            }
        }
        MountChanges moved = MountInfo.compare(earlier.mounts, mounts);
        Map<String, String> gone = new LinkedHashMap<>();
        moved.removed().forEach(mount -> gone.put(mount.mountPoint(), text(mount)));
        for (MountInfo mount : moved.added()) {
            changes.add(new Change(
                    "mount " + mount.mountPoint(),
                    Optional.ofNullable(gone.remove(mount.mountPoint())),
                    Optional.of(text(mount))));
        }
        gone.forEach((point, was) -> changes.add(new Change("mount " + point, Optional.of(was), Optional.empty())));
        return changes;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void compareCredentials(List<Change> changes, Credentials before, Credentials after) {
        compare(changes, "uid", before.user(), after.user());
        compare(changes, "gid", before.group(), after.group());
        compare(changes, "groups", before.groups(), after.groups());
        compare(changes, "NoNewPrivs", before.noNewPrivileges(), after.noNewPrivileges());
        CapabilitySets then = before.capabilities();
        CapabilitySets now = after.capabilities();
        compare(changes, "CapInh", then.inheritable(), now.inheritable());
        compare(changes, "CapPrm", then.permitted(), now.permitted());
        compare(changes, "CapEff", then.effective(), now.effective());
        compare(changes, "CapBnd", then.bounding(), now.bounding());
        compare(changes, "CapAmb", then.ambient(), now.ambient());
    }

    private static Optional<String> said(IdMap map) {
        return map.ranges().isEmpty()
                ? Optional.empty()
                : Optional.of(map.text().strip().replace("\n", ", "));
    }

    private static String text(MountInfo mount) {
        return "%s %s %s %s".formatted(mount.fsType(), mount.source(), mount.options(), mount.propagation());
    }

    private static void compare(
            List<Change> changes,
            String what,
            @org.jspecify.annotations.Nullable Object before,
            @org.jspecify.annotations.Nullable Object after) {
        if (!java.util.Objects.equals(before, after)) {
            changes.add(new Change(
                    what,
                    Optional.ofNullable(before).map(Object::toString),
                    Optional.ofNullable(after).map(Object::toString)));
        }
    }
}
