package nutshell.evidence.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.capabilities.CapabilitySets;
import nutshell.cgroups.CgroupMounts;
import nutshell.evidence.proc.Host;
import nutshell.evidence.proc.MountTable;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.evidence.proc.UnixSocket;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;

/**
 * The host, read once, beside which each container is put.
 *
 * @param byDevice the host's mounts by their file system, because there may be thousands
 * @param runtimeSockets where container runtimes listen: known by name, or by the program that holds the socket
 * @param processors the list of those that are there, as a cpuset that limits nothing has it
 * @param allCapabilities how many capabilities a process here can have at most
 */
record HostView(
        Host host,
        Map<Long, MountTable> byDevice,
        List<MountTable.Place> socketPlaces,
        Set<String> runtimeSockets,
        Optional<CgroupMounts> groups,
        int allCapabilities,
        String processors,
        Set<String> sharedPeers) {

    private static final Set<String> RUNTIMES = Set.of(
            "dockerd",
            "containerd",
            "podman",
            "crio",
            "cri-dockerd",
            "buildkitd",
            "incusd",
            "lxd",
            "nerdctl",
            "rootlesskit");

    private static final int MOST_PROCESSES = 50_000;

    static HostView read() {
        Host host = Host.read();
        Map<Long, List<MountInfo>> lists = new HashMap<>();
        for (MountInfo mount : host.mounts().mounts()) {
            lists.computeIfAbsent(device(mount), device -> new java.util.ArrayList<>())
                    .add(mount);
        }
        Map<Long, MountTable> byDevice = new HashMap<>();
        lists.forEach((device, mounts) -> byDevice.put(device, new MountTable(mounts)));
        Set<String> sockets = new LinkedHashSet<>(host.runtimeSockets());
        sockets.addAll(heldByRuntimes(host));
        Set<String> shared = new HashSet<>();
        host.mounts().mounts().stream()
                .flatMap(mount -> mount.optionalFields().stream())
                .filter(field -> field.startsWith("shared:"))
                .forEach(shared::add);
        return new HostView(
                host,
                byDevice,
                sockets.stream()
                        .flatMap(path -> host.mounts().place(path).stream())
                        .toList(),
                sockets,
                mountedGroups(),
                capabilities(),
                new ProcDirectory(Path.of("/sys/devices/system/cpu"))
                        .text("online")
                        .fact()
                        .orElse("")
                        .strip(),
                shared);
    }

    /** The path on the host that somebody's mount shows. */
    Optional<String> origin(MountInfo mount) {
        return Optional.ofNullable(byDevice.get(device(mount))).flatMap(table -> table.origin(mount));
    }

    /** Which runtime sockets a mount holds, by the path on the host and the path inside. */
    List<String> socketsIn(MountInfo mount) {
        MountTable alone = new MountTable(List.of(mount));
        return socketPlaces.stream().flatMap(alone::pathsTo).distinct().toList();
    }

    private static long device(MountInfo mount) {
        return ((long) mount.major() << 32) | mount.minor();
    }

    private static Optional<CgroupMounts> mountedGroups() {
        try {
            return Optional.of(CgroupMounts.ofThisMachine());
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    private static int capabilities() {
        return ProcDirectory.self()
                .lines("status")
                .parsed(CapabilitySets::parse)
                .fact()
                .map(sets -> sets.bounding().names().size())
                .orElse(41);
    }

    /** A socket's name proves nothing: who listens there does. */
    private static Set<String> heldByRuntimes(Host host) {
        Map<Long, String> listening = new HashMap<>();
        for (UnixSocket socket : host.sockets().values()) {
            if (socket.listens()) {
                socket.path().ifPresent(path -> listening.put(socket.inode(), path));
            }
        }
        Set<String> paths = new LinkedHashSet<>();
        for (Path process : processes()) {
            if (isRuntime(process)) {
                ProcDirectory proc = new ProcDirectory(process);
                for (int number : proc.numbers("fd", 4096).fact().orElse(List.of())) {
                    proc.link("fd/" + number)
                            .fact()
                            .filter(target -> target.startsWith("socket:["))
                            .map(target -> target.substring(8, target.length() - 1))
                            .filter(inode -> inode.matches("[0-9]{1,18}"))
                            .flatMap(inode -> Optional.ofNullable(listening.get(Long.parseLong(inode))))
                            .ifPresent(paths::add);
                }
            }
        }
        return paths;
    }

    private static boolean isRuntime(Path process) {
        try {
            return RUNTIMES.contains(Files.readString(process.resolve("comm")).strip());
        } catch (IOException e) {
            // It has ended since.
            return false;
        }
    }

    private static List<Path> processes() {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> Character.isDigit(
                            String.valueOf(entry.getFileName()).charAt(0)))
                    .limit(MOST_PROCESSES)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
