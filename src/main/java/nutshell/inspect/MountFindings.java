package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nutshell.evidence.proc.MountTable;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;

/** The mounts that matter: what of the host is in sight, what can be written that steers the kernel, what is masked. */
final class MountFindings {

    /** What runtimes write for each container and bind over the image's own. */
    private static final Set<String> WRITTEN_BY_RUNTIMES =
            Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/run/.containerenv", "/dev/shm", "/run/secrets");

    /** Mounted anew for each container as a rule: what is behind them is their own, or the kernel's. */
    private static final Set<String> KERNELS =
            Set.of("proc", "sysfs", "cgroup", "cgroup2", "devpts", "mqueue", "securityfs", "bpf");

    private MountFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        inspected
                .process()
                .mounts()
                .unseen()
                .ifPresent(why -> findings.add(Finding.unread(Topic.MOUNTS, "mounts", why)));
        root(inspected).ifPresent(findings::add);
        if (inspected.shares(Namespace.MNT)) {
            return findings;
        }
        List<MountInfo> mounts = inspected.mounts().mounts();
        mounts.stream()
                .filter(mount -> !mount.mountPoint().equals("/"))
                .forEach(mount -> findings.add(finding(inspected, mount)));
        findings.addAll(KernelTrees.of(inspected));
        propagation(inspected).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> root(Inspected inspected) {
        String root = inspected.process().root().fact().orElse("/");
        if (inspected.shares(Namespace.MNT)) {
            return Optional.of(
                    root.equals("/")
                            ? new Finding(
                                    Topic.MOUNTS,
                                    "/",
                                    "the host's",
                                    "its root directory is the host's own",
                                    Weight.OPEN)
                            : new Finding(
                                    Topic.MOUNTS,
                                    "/",
                                    "chroot to " + root,
                                    "a root directory is no wall for whoever may call chroot(2) again",
                                    Weight.OPEN));
        }
        return inspected.mounts().at("/").map(mount -> {
            boolean hosts = inspected.host().origin(mount).filter("/"::equals).isPresent();
            boolean readOnly = MountTable.isReadOnly(mount);
            if (hosts) {
                return new Finding(
                        Topic.MOUNTS,
                        "/",
                        "the host's root directory",
                        "its own list of mounts, but the same tree",
                        Weight.OPEN);
            }
            return new Finding(
                    Topic.MOUNTS,
                    "/",
                    "a tree of its own, " + access(mount),
                    readOnly ? "nothing can be left in it" : "what is written stays in this container's tree",
                    readOnly ? Weight.WALL : Weight.PLAIN);
        });
    }

    private static Finding finding(Inspected inspected, MountInfo mount) {
        List<String> sockets = inspected.host().runtimeSocketsIn(mount);
        if (!sockets.isEmpty()) {
            return new Finding(
                    Topic.MOUNTS,
                    mount.mountPoint(),
                    "a runtime's socket" + (sockets.contains(mount.mountPoint()) ? "" : " below: " + sockets.get(0)),
                    "whoever writes to it starts containers with the host's disk mounted; read-only does not help",
                    Weight.OPEN);
        }
        Optional<String> origin = inspected.host().origin(mount).filter(path -> !KERNELS.contains(mount.fsType()));
        return origin.map(path -> ofHost(inspected, mount, path)).orElseGet(() -> ofItsOwn(mount));
    }

    private static Finding ofHost(Inspected inspected, MountInfo mount, String path) {
        String point = mount.mountPoint();
        if (WRITTEN_BY_RUNTIMES.contains(point) && !point.equals(path)) {
            return new Finding(
                    Topic.MOUNTS,
                    point,
                    "written by the runtime, " + access(mount),
                    "a file outside, laid over the image's own, so that names and addresses fit the network",
                    Weight.DETAIL);
        }
        if (mount.fsType().equals("devtmpfs")) {
            boolean one = !mount.root().equals("/");
            return new Finding(
                    Topic.MOUNTS,
                    point,
                    one ? "the host's device " + path : "the host's whole /dev",
                    one ? "opened, it is the host's" : "its disks among them",
                    one && harmless(path) ? Weight.DETAIL : Weight.OPEN);
        }
        boolean readOnly = MountTable.isReadOnly(mount);
        boolean writable = !readOnly && inspected.isHostsRoot();
        return new Finding(
                Topic.MOUNTS,
                point,
                "the host's " + path + ", " + access(mount),
                readOnly
                        ? "its files can be read as far as their permissions let this user"
                        : "what it writes there, the host finds",
                writable && steersHost(path) ? Weight.OPEN : Weight.WEAK);
    }

    private static boolean harmless(String device) {
        return Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")
                .contains(device);
    }

    /** Whether what lies there is run or obeyed by the host's root sooner or later. */
    private static boolean steersHost(String path) {
        return path.equals("/")
                || path.matches("/(etc|root|home|usr|bin|sbin|lib|lib64|boot|var|run|proc|sys|dev|opt)(/[^/]*)?");
    }

    private static Finding ofItsOwn(MountInfo mount) {
        return new Finding(
                Topic.MOUNTS,
                mount.mountPoint(),
                mount.fsType() + ", " + access(mount),
                switch (mount.fsType()) {
                    case "tmpfs" -> "memory, empty at first: nothing of the host's files";
                    case "proc" -> "processes, of its PID namespace, and what the kernel tells of all";
                    case "sysfs" -> "the kernel's view of devices; the interfaces are those of its network namespace";
                    case "cgroup", "cgroup2" -> "control groups: which group it is in, and how it is limited";
                    case "devpts" -> "terminals of its own";
                    case "mqueue" -> "message queues, of its IPC namespace";
                    default -> "a file system that is not mounted on the host";
                },
                Weight.DETAIL);
    }

    /** Read-only or not, and what else a mount forbids. */
    private static String access(MountInfo mount) {
        List<String> words = new ArrayList<>(List.of(MountTable.isReadOnly(mount) ? "read-only" : "writable"));
        List<String> options = List.of(mount.options().split(",", -1));
        List.of("nosuid", "nodev", "noexec").stream().filter(options::contains).forEach(words::add);
        return String.join(" ", words);
    }

    /** A mount made inside appears outside where both are of one peer group. */
    private static Optional<Finding> propagation(Inspected inspected) {
        List<String> groups = inspected.host().mounts().mounts().stream()
                .flatMap(mount -> mount.optionalFields().stream())
                .filter(field -> field.startsWith("shared:"))
                .toList();
        return inspected.mounts().mounts().stream()
                .filter(mount -> mount.optionalFields().stream().anyMatch(groups::contains))
                .findFirst()
                .map(mount -> new Finding(
                        Topic.MOUNTS,
                        "propagation",
                        "shared with the host at " + mount.mountPoint(),
                        "a mount made below it appears on the host too",
                        Weight.OPEN));
    }
}
