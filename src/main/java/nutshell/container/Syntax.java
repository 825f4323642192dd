package nutshell.container;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nutshell.refusals.Printable;

/** The words that are steps: how each is written, an example, and how it is read. */
@SuppressWarnings("ImmutableEnumChecker") // the readers are static methods
public enum Syntax {
    ROOTFS(
            "rootfs busybox|host [PROGRAM…]|PATH|oci:PATH[:TAG]",
            "rootfs busybox",
            "prepare a root file system",
            PrepareRootfs::read),
    OVERLAY("overlay", "overlay", "put a writable layer over it", AddOverlay::read),
    UNSHARE(
            "unshare NS… [--propagation unchanged] [--boottime SECONDS] [--monotonic SECONDS]",
            "unshare uts mnt pid net ipc cgroup",
            "leave these namespaces: uts mnt pid net ipc cgroup time",
            Unshare::read),
    CLONE("clone user [--map root|subids]", "clone user", "start again inside a new user namespace", CloneUser::read),
    SETNS("setns PID NS…", "setns 4711 uts net", "join another process's namespaces", JoinNamespaces::read),
    SETHOSTNAME("sethostname NAME", "sethostname box", "name the container", SetHostname::read),
    MOUNT(
            "mount [-t TYPE] [-o OPTIONS] [--bind|--rbind|--move|--make-[r]private|…] [SOURCE] TARGET",
            "mount proc",
            "mount a file system, as mount(8) would",
            Mount::read),
    UMOUNT("umount [--lazy] [--force] TARGET", "umount /mnt", "take a mount away", Unmount::read),
    MKNOD(
            "mknod [-m MODE] PATH b|c|p [MAJOR MINOR]",
            "mknod /dev/null c 1 3",
            "make a device node or FIFO",
            MakeNode::read),
    CHDIR("chdir [DIR]", "chdir /", "change the working directory", ChangeDirectory::read),
    CHROOT("chroot [DIR]", "chroot /srv/root", "change the root, and no more", ChangeRoot::read),
    PIVOT_ROOT("pivot_root [NEW_ROOT PUT_OLD]", "pivot_root", "swap the root and detach the old one", PivotRoot::read),
    CGROUP(
            "cgroup new [NAME] | cgroup set KEY VALUE | cgroup show",
            "cgroup set pids.max 20",
            "limit what the container may use",
            Syntax::readCgroup),
    LINK("link up IF", "link up lo", "switch a network interface on", LinkUp::read),
    BRIDGE("bridge NAME ADDR/LEN", "bridge nut0 10.7.0.1/24", "put a bridge on the host", AddBridge::read),
    VETH(
            "veth HOST_IF INSIDE_IF ADDR/LEN [--bridge NAME]",
            "veth nut1 eth0 10.7.0.2/24 --bridge nut0",
            "lay a cable from the host into the container",
            AddVeth::read),
    ROUTE("route default via ADDR", "route default via 10.7.0.1", "name the gateway", AddRoute::read),
    NAT("nat BRIDGE", "nat nut0", "lend what is behind a bridge the host's address", AddNat::read),
    CAPABILITIES(
            "capabilities drop|keep|lower|ambient CAP…|all",
            "capabilities drop CAP_MKNOD",
            "give pieces of root's power away",
            SetCapabilities::read),
    NO_NEW_PRIVS("no_new_privs", "no_new_privs", "promise that execve adds no power", NoNewPrivileges::read),
    SETGID("setgid G [--keep-groups]", "setgid 65534", "become another group, and leave the others", SetGroup::read),
    SETUID("setuid U [--keepcaps]", "setuid 65534", "become another user, for good", SetUser::read),
    LANDLOCK(
            "landlock ACCESS[,ACCESS…] PATH… [ACCESS… PATH…]…, ACCESS: read write all, or the kernel's words (execute …)",
            "landlock read,execute / write /tmp",
            "lock files away, but for these",
            RestrictSelf::read),
    SECCOMP(
            "seccomp deny CALL[=ERRNO]… | allow CALL… [--otherwise ERRNO] | load FILE|docker-default [--arch WAY,…]"
                    + " [--at-exec]",
            "seccomp deny mkdir mkdirat",
            "have the kernel refuse system calls",
            FilterSystemCalls::read);

    private final String usage;
    private final String example;
    private final String summary;
    private final Function<Arguments, Step> reader;

    Syntax(String usage, String example, String summary, Function<Arguments, Step> reader) {
        this.usage = usage;
        this.example = example;
        this.summary = summary;
        this.reader = reader;
    }

    public static Optional<Syntax> of(String word) {
        return Arrays.stream(values())
                .filter(syntax -> syntax.word().equals(word))
                .findFirst();
    }

    /** Reads a step from the words behind this one; refuses what it does not understand before anything has happened. */
    public Step read(List<String> arguments) {
        Arguments rest = new Arguments(this, arguments);
        if (arguments.stream().anyMatch(word -> word.indexOf('\n') >= 0 || word.indexOf('\r') >= 0)) {
            // A step is one line of a recipe: saved, it would be read back as two.
            throw rest.wrong("a word holds a line break");
        }
        Step step = reader.apply(rest);
        rest.end();
        return step;
    }

    private static Step readCgroup(Arguments arguments) {
        String act = arguments.next("new, set or show");
        return switch (act) {
            case "new" -> NewCgroup.read(arguments);
            case "set" -> SetCgroup.read(arguments);
            default -> throw arguments.wrong("'" + Printable.text(act) + "' is none of new, set, show");
        };
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public String usage() {
        return usage;
    }

    public String example() {
        return example;
    }

    public String summary() {
        return summary;
    }
}
