package nutshell.escapes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nutshell.namespaces.Namespace;

/**
 * What a container is to be built from: an escape makes its mistake in it, defences take it back or put a wall before it, and
 * then it says the recipe, in the order in which a runtime does these things.
 *
 * <p>Without either: root with all of its power, in a root and in namespaces of its own, with nothing of the host's mounted.
 */
final class Blueprint {

    private static final List<String> DOCKER_KEEPS = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_RAW",
            "CAP_SYS_CHROOT",
            "CAP_MKNOD",
            "CAP_AUDIT_WRITE",
            "CAP_SETFCAP");
    private static final List<String> READ_ONLY = List.of("bus", "fs", "irq", "sys", "sysrq-trigger");
    private static final List<String> MASKED = List.of("kcore", "keys", "latency_stats", "timer_list", "sched_debug");

    private final Set<Namespace> own =
            EnumSet.of(Namespace.MNT, Namespace.UTS, Namespace.PID, Namespace.NET, Namespace.IPC, Namespace.CGROUP);
    private List<HostMount> mounts = new ArrayList<>();
    private final List<String> privileges = new ArrayList<>();
    private boolean userNamespace;
    private boolean pivots = true;
    private boolean propagates;
    private boolean readOnlyRoot;
    private boolean masks;
    private boolean filters;
    private boolean deviceRules;
    private boolean profile;
    private Optional<Path> leaked = Optional.empty();

    // What escapes do wrong.

    void share(Namespace namespace) {
        own.remove(namespace);
    }

    void mount(HostMount mount) {
        mounts.add(mount);
    }

    void chrootOnly() {
        pivots = false;
    }

    void leak(Path directory) {
        leaked = Optional.of(directory);
    }

    void propagate() {
        propagates = true;
    }

    // What defences do.

    void userNamespace() {
        userNamespace = true;
    }

    void keepDockersCapabilities() {
        privileges.add("capabilities keep " + String.join(" ", DOCKER_KEEPS));
    }

    void dropCapabilities() {
        privileges.add("capabilities drop all");
    }

    void noNewPrivileges() {
        privileges.add("no_new_privs");
    }

    void filter() {
        filters = true;
    }

    void restrictFiles() {
        // First: making rules takes no power, but those after it may take what is needed to open the places.
        privileges.add(0, "landlock all /tmp");
    }

    void pivot() {
        pivots = true;
    }

    void readOnly() {
        mounts = mounts.stream().map(HostMount::asReadOnly).collect(Collectors.toCollection(ArrayList::new));
        readOnlyRoot = true;
    }

    void mask() {
        masks = true;
    }

    void ruleDevices() {
        deviceRules = true;
    }

    void closeDescriptors() {
        leaked = Optional.empty();
    }

    void ownNamespaces() {
        own.addAll(List.of(Namespace.UTS, Namespace.PID, Namespace.NET, Namespace.IPC, Namespace.CGROUP));
    }

    void keepMountsPrivate() {
        propagates = false;
    }

    void mountNothing() {
        mounts.clear();
    }

    void confine() {
        profile = true;
    }

    // What comes of it.

    Optional<Path> leaked() {
        return leaked;
    }

    boolean deviceRules() {
        return deviceRules;
    }

    boolean profile() {
        return profile;
    }

    List<HostMount> mounts() {
        return List.copyOf(mounts);
    }

    /** The lines, for a tree that is to become the root. */
    List<String> lines(Path tree) {
        List<String> lines = new ArrayList<>();
        lines.add("rootfs " + tree);
        if (userNamespace) {
            lines.add("clone user");
        }
        lines.add(unshare());
        if (propagates) {
            // Whoever is root of a user namespace alone may not pivot to a mount from before it; a bind of it is new.
            lines.add("mount -o bind %s %s".formatted(tree, tree));
        }
        lines.add("chdir");
        lines.add("mount -t tmpfs -o mode=1777,size=1M tmpfs tmp");
        mounts.forEach(mount -> lines.add(mount.line()));
        if (propagates) {
            leaveRoot(lines, tree);
        } else {
            root(lines);
        }
        if (masks) {
            mask(lines);
        }
        if (readOnlyRoot && pivots) {
            // After chroot(2) there is no mount of its own to be made read-only.
            lines.add("mount -o remount,bind,ro /");
        }
        lines.addAll(privileges);
        if (filters) {
            lines.add("seccomp load docker-default --at-exec");
        }
        return lines;
    }

    private String unshare() {
        String words = own.stream().map(Namespace::word).collect(Collectors.joining(" "));
        return "unshare " + words + (propagates ? " --propagation unchanged" : "");
    }

    private void root(List<String> lines) {
        boolean ownProc = own.contains(Namespace.PID);
        if (!ownProc) {
            // As the host sees it, since its processes are seen.
            lines.add("mount -o rbind /proc proc");
        }
        lines.add(pivots ? "pivot_root" : "chroot");
        if (ownProc) {
            lines.add("mount proc");
        }
    }

    /** The old root is made private before it is let go, or with it the host's own mounts would go. */
    private static void leaveRoot(List<String> lines, Path tree) {
        lines.add("pivot_root %s %s/old".formatted(tree, tree));
        lines.add("chdir /");
        lines.add("mount --make-rprivate /old");
        lines.add("umount --lazy /old");
    }

    private static void mask(List<String> lines) {
        READ_ONLY.forEach(name ->
                lines.add("mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/%s /proc/%s".formatted(name, name)));
        MASKED.forEach(name -> lines.add("mount -o bind,nofail /empty /proc/" + name));
    }
}
