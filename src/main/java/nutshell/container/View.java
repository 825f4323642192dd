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
import java.util.Set;
import java.util.TreeSet;
import nutshell.capabilities.CapabilitySets;
import nutshell.cgroups.CgroupMembership;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountChanges;
import nutshell.mounts.MountInfo;
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
        CapabilitySets capabilities,
        Map<String, String> interfaces) {

    /** The host's own view: any thread that has left nothing. */
    public static View ofHost() {
        return read(
                Path.of("/proc/thread-self"), nutshell.kernel.Kernel.silent().hostname(), interfacesHere());
    }

    public static View of(Container container) {
        return read(
                Path.of("/proc/self/task/" + container.tid()),
                container.hostname(),
                container.inside(View::interfacesHere));
    }

    /** None where a filter lets the thread have no socket. */
    private static Map<String, String> interfacesHere() {
        try {
            return NetworkView.here().interfaces();
        } catch (SyscallFailed e) {
            return Map.of();
        }
    }

    private static View read(Path thread, String hostname, Map<String, String> interfaces) {
        Map<Namespace, NamespaceId> namespaces = new EnumMap<>(Namespace.class);
        Map<Namespace, NamespaceId> forChildren = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            identify(thread, namespace.procName()).ifPresent(id -> namespaces.put(namespace, id));
            identify(thread, namespace.childrenLink()).ifPresent(id -> forChildren.put(namespace, id));
        }
        return new View(
                hostname,
                namespaces,
                forChildren,
                link(thread.resolve("root")),
                link(thread.resolve("cwd")),
                MountInfo.read(thread.resolve("mountinfo")),
                CgroupMembership.parse(lines(thread.resolve("cgroup"))),
                CapabilitySets.parse(lines(thread.resolve("status"))),
                interfaces);
    }

    private static java.util.Optional<NamespaceId> identify(Path thread, String name) {
        try {
            return java.util.Optional.of(NamespaceId.parse(
                    Files.readSymbolicLink(thread.resolve("ns").resolve(name)).toString()));
        } catch (IOException e) {
            // A kernel without this kind, or a namespace that does not exist yet: pid_for_children before its PID 1.
            return java.util.Optional.empty();
        }
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            return "?";
        }
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One difference between two looks; a side that has nothing there is null in JSON and empty here. */
    public record Change(String what, java.util.Optional<String> before, java.util.Optional<String> after) {}

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
        compare(changes, "hostname", earlier.hostname, hostname);
        compare(changes, "root", earlier.root, root);
        compare(changes, "cwd", earlier.workingDirectory, workingDirectory);
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
                    java.util.Optional.ofNullable(gone.remove(mount.mountPoint())),
                    java.util.Optional.of(text(mount))));
        }
        gone.forEach((point, was) ->
                changes.add(new Change("mount " + point, java.util.Optional.of(was), java.util.Optional.empty())));
        return changes;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
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
                    java.util.Optional.ofNullable(before).map(Object::toString),
                    java.util.Optional.ofNullable(after).map(Object::toString)));
        }
    }
}
