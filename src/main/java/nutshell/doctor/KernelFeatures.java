package nutshell.doctor;

import java.util.Optional;

/** What the kernel can be asked for by trying it in a namespace that ends at once. */
final class KernelFeatures {

    private KernelFeatures() {}

    static Optional<Finding> noOverlay(Facts facts) {
        if (overlay(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-overlay",
                "overlay ends with ENODEV: the labs on layers cannot be done.",
                "/proc/filesystems does not list it, and no module brings it.",
                KernelConfig.remedy(facts, "CONFIG_OVERLAY_FS")));
    }

    static boolean overlay(Facts facts) {
        if (fileSystem(facts, "overlay")) {
            return true;
        }
        // mount(2) loads the module where there is one; two lower layers need no directory of ours, and nothing
        // outlives
        // the try.
        return facts.root()
                ? facts.attempt(
                                "unshare",
                                "--mount",
                                "mount",
                                "-t",
                                "overlay",
                                "overlay",
                                "-o",
                                "lowerdir=/etc:/usr",
                                "/tmp")
                        .worked()
                : facts.attempt("modprobe", "--dry-run", "overlay").worked();
    }

    static boolean fileSystem(Facts facts, String name) {
        return facts.word("/proc/filesystems")
                .lines()
                .anyMatch(line -> line.strip().matches("(nodev\\s+)?" + name));
    }

    static Optional<Finding> noVeth(Facts facts) {
        if (veth(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-veth",
                "veth and bridge end with EOPNOTSUPP: a container cannot be joined to a network.",
                "Tried: a bridge and a veth pair could not be made in a network namespace of their own.",
                Remedy.orLabMachine(facts, "boot a kernel built with CONFIG_VETH=y and CONFIG_BRIDGE=y")));
    }

    /** Returns whether links between namespaces can be made; where that cannot be tried, it is not doubted. */
    static boolean veth(Facts facts) {
        if (!facts.root()
                || facts.program("ip").isEmpty()
                || !facts.attempt("unshare", "--net", "true").worked()) {
            return true;
        }
        return facts.attempt("unshare", "--net", "ip", "link", "add", "nut0", "type", "veth")
                        .worked()
                && facts.attempt("unshare", "--net", "ip", "link", "add", "nut0", "type", "bridge")
                        .worked();
    }

    static Optional<Finding> noSeccomp(Facts facts) {
        if (seccomp(facts)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "no-seccomp",
                "seccomp ends with EINVAL: the lab on filters cannot be done.",
                "/proc/sys/kernel/seccomp/actions_avail is missing.",
                KernelConfig.remedy(facts, "CONFIG_SECCOMP_FILTER")));
    }

    static boolean seccomp(Facts facts) {
        return facts.word("/proc/sys/kernel/seccomp/actions_avail").contains("errno");
    }

    /** Returns whether a watcher may deny an exec. See fanotify(7). */
    static boolean fanotify(Facts facts) {
        return facts.exists("/proc/sys/fs/fanotify")
                && KernelConfig.has(facts, "CONFIG_FANOTIFY_ACCESS_PERMISSIONS").orElse(true);
    }
}
