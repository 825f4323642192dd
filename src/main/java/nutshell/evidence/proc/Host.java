package nutshell.evidence.proc;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nutshell.evidence.Evidence;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;

/**
 * Our own side, which every process is compared with. Not PID 1's, which even root may be forbidden to look at.
 *
 * @param sockets the UNIX sockets of our network namespace, by their number
 * @param runtimeSockets where container runtimes listen, by path
 */
public record Host(
        Map<Namespace, NamespaceId> namespaces,
        MountTable mounts,
        Map<Long, UnixSocket> sockets,
        List<String> runtimeSockets) {

    /** What the sockets of engines and their supervisors are called; whoever may write to one may start containers. */
    private static final Pattern RUNTIMES =
            Pattern.compile("(docker|containerd|podman|crio|cri-dockerd|dockershim|buildkitd|incus|lxd)\\b.*");

    public Host {
        namespaces = Map.copyOf(namespaces);
        sockets = Map.copyOf(sockets);
        runtimeSockets = List.copyOf(runtimeSockets);
    }

    public static Host read() {
        return read(ProcDirectory.self());
    }

    static Host read(ProcDirectory self) {
        Map<Namespace, NamespaceId> namespaces = new EnumMap<>(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            self.link("ns/" + namespace.procName())
                    .parsed(NamespaceId::parse)
                    .fact()
                    .ifPresent(id -> namespaces.put(namespace, id));
        }
        List<UnixSocket> sockets =
                self.lines("net/unix").parsed(UnixSocket::parse).fact().orElse(List.of());
        Evidence<List<MountInfo>> mounts = self.lines("mountinfo").parsed(MountInfo::parse);
        return new Host(
                namespaces,
                new MountTable(mounts.fact().orElse(List.of())),
                sockets.stream().collect(Collectors.toMap(UnixSocket::inode, Function.identity(), (a, b) -> a)),
                runtimeSockets(sockets));
    }

    static List<String> runtimeSockets(List<UnixSocket> sockets) {
        return sockets.stream()
                .filter(UnixSocket::listens)
                .flatMap(socket -> socket.path().stream())
                .filter(Host::isRuntimes)
                .map(Host::withoutLinks)
                .distinct()
                .toList();
    }

    static boolean isRuntimes(String path) {
        return RUNTIMES.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }

    /** Where runtimes listen at a place that this mount shows, by the path inside. */
    public List<String> runtimeSocketsIn(MountInfo mount) {
        MountTable alone = new MountTable(List.of(mount));
        return runtimeSockets.stream()
                .flatMap(path -> mounts.place(path).stream())
                .flatMap(alone::pathsTo)
                .distinct()
                .toList();
    }

    /** The path on the host that a mount shows; empty for a file system of its own, or one of the kernel's. */
    public Optional<String> origin(MountInfo mount) {
        return mounts.origin(mount);
    }

    /** Whether the same that somebody else has mounted is mounted here, and just there. */
    public boolean hasAt(MountInfo other, String path) {
        return mounts.mounts().stream()
                .anyMatch(mount -> mount.mountPoint().equals(path)
                        && mount.major() == other.major()
                        && mount.minor() == other.minor()
                        && mount.root().equals(other.root()));
    }

    /** {@code /var/run} is a link to {@code /run} almost everywhere, and mounts know no links. */
    private static String withoutLinks(String path) {
        try {
            Path socket = Path.of(path);
            Path directory = socket.getParent();
            return directory == null
                    ? path
                    : directory.toRealPath().resolve(socket.getFileName()).toString();
        } catch (IOException | InvalidPathException e) {
            return path;
        }
    }
}
