package nutshell.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.evidence.proc.DeviceNode;
import nutshell.evidence.proc.MountTable;
import nutshell.inspect.Inspected;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.Namespace;

/** The mounts of a process, as lines in the order in which they were made. */
final class CapturedMounts {

    /** The words for mount(2)'s flags that mountinfo shows for one mount. */
    private static final Set<String> FLAGS = Set.of("ro", "nosuid", "nodev", "noexec", "noatime", "nosymfollow");

    /** What a file system's own options may say that is worth saying again. */
    private static final Set<String> OF_FILE_SYSTEM = Set.of("size", "nr_inodes", "mode", "ptmxmode", "gid");

    /** Made anew wherever they are mounted, so that the replica's are its own. */
    private static final Set<String> ANEW = Set.of("tmpfs", "devpts", "mqueue", "sysfs", "proc", "ramfs");

    private static final Set<String> WRITTEN_BY_RUNTIMES =
            Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/run/.containerenv");

    private final Inspected inspected;
    private final boolean asItIs;
    private final Draft draft;
    /** Mount points by the reason why they are not in the recipe. */
    private final Map<String, List<String>> leftOut = new LinkedHashMap<>();

    CapturedMounts(Inspected inspected, Draft draft, boolean asItIs) {
        this.inspected = inspected;
        this.asItIs = asItIs;
        this.draft = draft;
    }

    void write() {
        List<MountInfo> mounts = inspected.mounts().mounts().stream()
                .filter(mount -> !mount.mountPoint().equals("/"))
                .toList();
        draft.comment("Targets without a first slash lie in the new root, which pivot_root then makes the root.");
        draft.step("chdir");
        // proc shows the PID namespace of its mounter, so PID 1 mounts it, after the rest.
        mounts.stream().filter(mount -> !inProc(mount)).forEach(this::write);
        draft.step("pivot_root");
        draft.paragraph();
        devices();
        mounts.stream().filter(CapturedMounts::inProc).forEach(this::write);
        inspected.mounts().at("/").filter(MountTable::isReadOnly).ifPresent(root -> {
            draft.comment("Nothing can be left in its root.");
            draft.step("mount", "-o", "remount,bind,ro", "/");
        });
        leftOut.forEach((why, points) -> draft.comment("Left out, %s: %s".formatted(why, String.join(" ", points))));
        draft.paragraph();
    }

    private static boolean inProc(MountInfo mount) {
        return mount.mountPoint().equals("/proc") || mount.mountPoint().startsWith("/proc/");
    }

    private void write(MountInfo mount) {
        Optional<String> origin = inspected.host().origin(mount);
        if (asItIs && comesAlong(mount)) {
            // With the recursive bind of the mount above it.
            return;
        }
        if (asItIs && WRITTEN_BY_RUNTIMES.contains(mount.mountPoint())) {
            leaveOut(mount, "written by the runtime for that container alone");
            return;
        }
        if (mount.fsType().equals("cgroup")) {
            leaveOut(mount, "for cgroup v1 mounted anew shows the host's whole tree");
        } else if (mount.fsType().equals("cgroup2")) {
            anew(mount, "cgroup2");
        } else if (mount.root().equals("/")
                && ANEW.contains(mount.fsType())
                && !(origin.isPresent() && isTree(mount))) {
            anew(mount, mount.fsType());
        } else if (asItIs && origin.isPresent() && !inProc(mount)) {
            bind(origin.get(), mount, flags(mount));
        } else if (within(mount).isPresent()) {
            bind(within(mount).orElseThrow(), mount, flags(mount));
        } else if (origin.isPresent()) {
            ofHost(mount, origin.get());
        } else {
            leaveOut(mount, "a " + mount.fsType() + " that is not mounted on the host");
        }
    }

    /** Whether it holds files of whoever mounted it first, /run of the host say; shared memory is each container's own. */
    private static boolean isTree(MountInfo mount) {
        return Set.of("tmpfs", "ramfs", "devpts").contains(mount.fsType())
                && !mount.mountPoint().equals("/dev/shm");
    }

    /** Another path inside to the same: {@code /proc/sys} bound to itself, {@code /dev/null} over {@code /proc/keys}. */
    private Optional<String> within(MountInfo mount) {
        MountTable others = new MountTable(inspected.mounts().mounts().stream()
                .filter(other -> other.id() != mount.id()
                        && other.root().equals("/")
                        && !other.mountPoint().equals("/"))
                .toList());
        return others.origin(mount);
    }

    /** Whether it lies below a directory of the host's just as it does on the host. */
    private boolean comesAlong(MountInfo mount) {
        return inspected.mounts().mounts().stream()
                .filter(above ->
                        !above.mountPoint().equals("/") && mount.mountPoint().startsWith(above.mountPoint() + "/"))
                .anyMatch(above -> inspected
                        .host()
                        .origin(above)
                        .map(origin -> (origin.equals("/") ? "" : origin)
                                + mount.mountPoint()
                                        .substring(above.mountPoint().length()))
                        .filter(path -> inspected.host().hasAt(mount, path))
                        .isPresent());
    }

    private void leaveOut(MountInfo mount, String why) {
        leftOut.computeIfAbsent(why, reason -> new ArrayList<>()).add(mount.mountPoint());
    }

    private void anew(MountInfo mount, String type) {
        List<String> options = new ArrayList<>(flags(mount));
        if (type.equals("devpts")) {
            options.add("newinstance");
        }
        boolean mapped = inspected.owns(Namespace.USER);
        Stream.of(mount.superOptions().split(",", -1))
                .filter(option -> OF_FILE_SYSTEM.contains(option.replaceFirst("=.*", "")))
                .filter(option -> !mapped || !option.startsWith("gid="))
                .forEach(options::add);
        if (mount.superOptions().startsWith("ro") && !options.contains("ro")) {
            options.add("ro");
        }
        line(List.of("-t", type), options, type, mount);
    }

    private void ofHost(MountInfo mount, String path) {
        if (!inspected.host().runtimeSocketsIn(mount).isEmpty()) {
            draft.comment(
                    "A runtime's socket. Take the # away, and whoever runs this can start containers with the host's disk:");
            draft.offered("mount", "-o", "bind,X-mount.mkdir", path, relative(mount));
        } else if (WRITTEN_BY_RUNTIMES.contains(mount.mountPoint())) {
            leaveOut(mount, "written by the runtime for that container alone");
        } else {
            List<String> flags = new ArrayList<>(flags(mount));
            if (!flags.contains("ro")) {
                draft.comment("Writable there. Take ro away if the replica may write to the same files.");
                flags.add(0, "ro");
            }
            bind(path, mount, flags);
        }
    }

    private void bind(String source, MountInfo mount, List<String> flags) {
        List<String> options = new ArrayList<>(List.of(asItIs && !inProc(mount) ? "rbind" : "bind"));
        options.addAll(flags);
        line(List.of(), options, source, mount);
    }

    private void line(List<String> type, List<String> flags, String source, MountInfo mount) {
        List<String> options = new ArrayList<>(flags);
        options.add(inProc(mount) ? "nofail" : "X-mount.mkdir");
        if (mount.mountPoint().equals("/proc")) {
            options.remove("nofail");
        }
        List<String> words = new ArrayList<>(List.of("mount"));
        words.addAll(type);
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", String.join(",", options)));
        }
        words.addAll(List.of(source, inProc(mount) ? mount.mountPoint() : relative(mount)));
        draft.step(words);
    }

    private static String relative(MountInfo mount) {
        return mount.mountPoint().substring(1);
    }

    private static List<String> flags(MountInfo mount) {
        return Stream.of(mount.options().split(",", -1)).filter(FLAGS::contains).collect(Collectors.toList());
    }

    private void devices() {
        List<DeviceNode> nodes = inspected.process().devices().fact().orElse(List.of());
        boolean mapped = inspected.owns(Namespace.USER);
        if (mapped && !nodes.isEmpty()) {
            draft.comment("Its devices; mknod is EPERM in a user namespace, so runtimes bind the host's:");
        }
        for (DeviceNode node : nodes) {
            String path = "/dev/" + node.name();
            List<String> words = List.of(
                    "mknod",
                    path,
                    node.block() ? "b" : "c",
                    Integer.toString(node.major()),
                    Integer.toString(node.minor()));
            if (!node.isUsual()) {
                draft.comment("More than most containers have:");
                draft.offered(words.toArray(String[]::new));
            } else if (!mapped) {
                draft.step(words);
            }
        }
        draft.paragraph();
    }
}
