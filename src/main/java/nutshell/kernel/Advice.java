package nutshell.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What strerror(3) is too terse to say: why a call was refused and what to try.
 *
 * @param tested whether the cause was found out on this machine just now, not read off the errno alone
 */
public record Advice(boolean tested, String cause, String remedy) {

    private static final String PRIVILEGE = "sudo ./nutshell, or the lab machine: ./nutshell vm up";

    /**
     * One thing an errno can mean.
     *
     * @param about what the call's text must hold: of netlink, the message that was sent
     * @param test finds out whether this is the cause; null where nothing cheap can tell
     */
    private record Cause(
            String call,
            Errno errno,
            String about,
            @Nullable BiPredicate<SyscallEvent, Circumstances> test,
            String cause,
            String remedy) {}

    /** In this order: what a test can prove comes before what only may be so. */
    private static final List<Cause> CAUSES = List.of(
            tested(
                    "unshare",
                    Errno.EINVAL,
                    (e, c) -> e.args().get(0).contains("CLONE_NEWUSER"),
                    "a process with more than one thread may not do this, and this shell has many",
                    "host unshare --user --map-root-user id, where a fresh process of one thread does it"),
            tested(
                    "unshare",
                    Errno.EINVAL,
                    (e, c) -> e.args().get(0).contains("CLONE_NEWPID"),
                    "this thread has left its PID namespace already: its children are in the new one, and it may leave only"
                            + " the one it lives in",
                    "undo, then unshare pid once; explain pid"),
            lacking("unshare", Capability.CAP_SYS_ADMIN),
            lacking("setns", Capability.CAP_SYS_ADMIN),
            lacking("sethostname", Capability.CAP_SYS_ADMIN),
            lacking("mount", Capability.CAP_SYS_ADMIN),
            lacking("umount2", Capability.CAP_SYS_ADMIN),
            lacking("pivot_root", Capability.CAP_SYS_ADMIN),
            lacking("chroot", Capability.CAP_SYS_CHROOT),
            lacking("mknodat", Capability.CAP_MKNOD),
            lacking("sendto", Capability.CAP_NET_ADMIN),
            tested(
                    "seccomp",
                    Errno.EACCES,
                    (e, c) -> !c.has(Capability.CAP_SYS_ADMIN),
                    "without no_new_privs or CAP_SYS_ADMIN no filter is taken: a set-user-ID program under a stranger's"
                            + " filter could be led astray",
                    "no_new_privs first; explain no_new_privs"),
            perhaps(
                    "seccomp",
                    Errno.EINVAL,
                    "the kernel does not take this program, or was built without filters (CONFIG_SECCOMP_FILTER)",
                    "host cat /proc/sys/kernel/seccomp/actions_avail; explain seccomp"),
            perhaps(
                    "seccomp",
                    Errno.ENOMEM,
                    "all filters of a thread together may have 32768 instructions, and four more for each filter",
                    "undo, and load one filter instead of many"),
            perhaps(
                    "unshare",
                    Errno.ENOSPC,
                    "a limit on namespaces is reached (user.max_*_namespaces), or they are nested 32 deep",
                    "host sysctl user.max_uts_namespaces; explain ENOSPC"),
            perhaps(
                    "setns",
                    Errno.EINVAL,
                    "the descriptor is of another kind of namespace than was named, or this process has several threads",
                    "setns PID uts, one kind at a time; explain setns"),
            tested(
                    "mount",
                    Errno.ENOENT,
                    (e, c) -> !c.exists(e.args().get(1)),
                    "the mount point does not exist in this root",
                    "inside mkdir -p DIR first; look mounts"),
            tested(
                    "mount",
                    Errno.ENOENT,
                    (e, c) -> !c.exists(e.args().get(0)),
                    "the source does not exist in this root",
                    "give a path that exists; after pivot_root the host's are gone"),
            tested(
                    "mount",
                    Errno.ENODEV,
                    (e, c) -> !c.knowsFileSystem(e.args().get(2)),
                    "this kernel has no such file system (it is not in /proc/filesystems)",
                    "host cat /proc/filesystems"),
            perhaps(
                    "mount",
                    Errno.EINVAL,
                    "an option this file system does not know, a bind of something that is no mount where one is needed, or"
                            + " overlay's workdir on another file system than its upperdir",
                    "explain mount; host dmesg says more"),
            perhaps(
                    "mount",
                    Errno.EBUSY,
                    "the same thing is mounted there already, or a read-only remount meets a file open for writing",
                    "look mounts; umount it first"),
            perhaps(
                    "mount",
                    Errno.EPERM,
                    "the kernel protects this mount: in a user namespace proc needs an own pid namespace and a /proc that is"
                            + " not covered, and locked mounts stay as they are",
                    "unshare pid before mount proc; explain proc"),
            perhaps(
                    "mount",
                    Errno.ENOTDIR,
                    "a directory is mounted on a directory, a file on a file",
                    "make the mount point of the same kind as the source"),
            perhaps(
                    "umount2",
                    Errno.EINVAL,
                    "that is not a mount point, or the mount came from another namespace and is locked",
                    "look mounts"),
            perhaps(
                    "umount2",
                    Errno.EBUSY,
                    "a process has its working directory or an open file there, or something is mounted below it",
                    "umount --lazy PATH; look ps"),
            perhaps(
                    "pivot_root",
                    Errno.EBUSY,
                    "the new root is not on a mount of its own, or it is the root already",
                    "mount --bind DIR DIR makes a directory a mount point; pivot_root alone does all of it"),
            perhaps(
                    "pivot_root",
                    Errno.EINVAL,
                    "the new root is no mount point, put_old is not below it, or the mount above is shared with the host",
                    "mount --make-rprivate / first; mount --bind DIR DIR; explain pivot_root"),
            perhaps(
                    "clone",
                    Errno.ENOMEM,
                    "PID 1 of this PID namespace has ended, and the kernel starts no process in a namespace without one",
                    "undo or reset builds the container anew; explain pid-1"),
            perhaps(
                    "clone",
                    Errno.EAGAIN,
                    "a limit on processes is reached: pids.max of the cgroup, RLIMIT_NPROC or threads-max",
                    "cgroup show; explain pids.max"),
            perhaps(
                    "clone",
                    Errno.EINVAL,
                    "before Linux 6.3 a process that shares memory may not enter a new time namespace",
                    "explain time"),
            tested(
                    "execve",
                    Errno.ENOENT,
                    (e, c) -> c.exists(e.args().get(0)),
                    "the file is there, but the interpreter it names (the dynamic loader, or the program after #!) is not",
                    "rootfs busybox, which is static; or copy the libraries too: rootfs host"),
            perhaps("execve", Errno.ENOENT, "there is no such file in this root", "inside ls /bin"),
            perhaps(
                    "execve",
                    Errno.ENOEXEC,
                    "the file is neither an ELF program for this processor nor a script that begins with #!",
                    "exec sh FILE"),
            perhaps(
                    "execve",
                    Errno.EACCES,
                    "the file has no execute permission, or its mount is noexec",
                    "inside ls -l FILE; look mounts"),
            tested(
                    "openat",
                    Errno.ENOENT,
                    (e, c) -> e.args().get(1).startsWith("\"/proc/")
                            && !c.exists(process(e.args().get(1))),
                    "there is no process of that number, or not any more",
                    "host ps -e shows who lives"),
            perhaps(
                    "openat",
                    Errno.ENOENT,
                    "there is no such file: for a cgroup file, its controller is not enabled in the parent group",
                    "cgroup show; explain cgroup"),
            perhaps(
                    "openat",
                    Errno.EACCES,
                    "this file may not be opened by you: a group of someone else, or a process that ptrace(2) guards",
                    PRIVILEGE),
            perhaps("openat", Errno.EROFS, "the file system is mounted read-only", "look mounts"),
            perhaps(
                    "write",
                    Errno.EBUSY,
                    "a v2 group that enables controllers for its children may hold no process itself, and one that holds a"
                            + " process may not enable them",
                    "cgroup show; explain cgroup-v2"),
            perhaps("write", Errno.EINVAL, "the kernel does not take this value here", "cgroup show; explain cgroup"),
            perhaps("write", Errno.EACCES, "the kernel does not let this change happen now", "explain EACCES"),
            perhaps(
                    "mkdir",
                    Errno.EROFS,
                    "the file system is mounted read-only: for cgroups, this machine is itself a container",
                    "look mounts; nutshell doctor"),
            perhaps("rmdir", Errno.EBUSY, "processes or groups below are still in it", "cgroup show; explain cgroup"),
            netlink(
                    Errno.EPERM,
                    "",
                    "this network namespace belongs to another user namespace than yours, and only there capabilities count",
                    "unshare net makes one of your own; explain user"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWLINK",
                    "an interface of this name is there already, on the host or, for a veth's other end, inside",
                    "look net shows both; choose another name"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWADDR",
                    "the interface has this address already",
                    "look net; choose another address"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWROUTE",
                    "there is a default route already",
                    "look net; undo the line that made it"),
            netlink(Errno.EEXIST, "NFT_MSG_NEWTABLE", "this bridge has its nat already", "host nft list ruleset"),
            netlink(
                    Errno.ENODEV,
                    "RTM_",
                    "there is no interface of this name in this network namespace",
                    "look net shows those there are"),
            netlink(
                    Errno.EOPNOTSUPP,
                    "RTM_NEWLINK",
                    "this kernel has no links of this kind: it was built without, or the module cannot be loaded",
                    "nutshell doctor; the lab machine has them: ./nutshell vm up"),
            netlink(
                    Errno.EOPNOTSUPP,
                    "NFT_MSG",
                    "this kernel has no nf_tables: it was built without, or the module cannot be loaded",
                    "nutshell doctor; the lab machine has it: ./nutshell vm up"),
            netlink(
                    Errno.ENOENT,
                    "NFT_MSG",
                    "this kernel's nf_tables lacks a piece: nft_masq, nft_chain_nat or their modules",
                    "nutshell doctor; the lab machine has them: ./nutshell vm up"),
            netlink(
                    Errno.ENETUNREACH,
                    "RTM_NEWROUTE",
                    "the gateway is on no network of an interface that is up here",
                    "veth first, with an address in the gateway's network; look net"),
            netlink(
                    Errno.ENETDOWN,
                    "RTM_NEWROUTE",
                    "the interface towards the gateway is down",
                    "link up, then route; look net"),
            netlink(
                    Errno.EINVAL,
                    "RTM_NEWROUTE",
                    "the gateway is this container's own address, or is not an address that a gateway can have",
                    "route default via the bridge's address; look net"),
            netlink(
                    Errno.EINVAL,
                    "RTM_NEWADDR",
                    "this is not an address that an interface can have",
                    "veth nut1 eth0 10.7.0.2/24"),
            perhaps("sethostname", Errno.EINVAL, "a host name has at most 64 bytes", "sethostname box"),
            perhaps("chroot", Errno.ENOENT, "there is no such directory in this root", "inside ls /"),
            perhaps("chdir", Errno.ENOENT, "there is no such directory in this root", "inside ls /"),
            perhaps("mknodat", Errno.EEXIST, "a file of this name is there already", "choose another name"));

    /** {@code "/proc/4711"} of {@code "/proc/4711/ns/uts"}. */
    private static String process(String quoted) {
        int end = quoted.indexOf('/', "\"/proc/".length());
        return end < 0 ? quoted : quoted.substring(0, end) + "\"";
    }

    static Advice about(SyscallEvent event, Circumstances circumstances) {
        Errno errno = event.errno().orElseThrow();
        return CAUSES.stream()
                .filter(cause -> cause.call.equals(event.name()) && cause.errno == errno)
                .filter(cause -> event.call().contains(cause.about))
                .flatMap(cause -> judge(cause, event, circumstances).stream())
                .findFirst()
                .orElseGet(() -> new Advice(
                        false,
                        errno.description(),
                        "explain %s; man 2 %s has it under ERRORS".formatted(errno.name(), event.name())));
    }

    /** With what the kernel itself said beside the errno. */
    Advice adding(String words) {
        return new Advice(tested, cause + "; the kernel adds: " + Printable.text(words, 200), remedy);
    }

    private static Optional<Advice> judge(Cause cause, SyscallEvent event, Circumstances circumstances) {
        if (cause.test == null) {
            return Optional.of(new Advice(false, cause.cause, cause.remedy));
        }
        return cause.test.test(event, circumstances)
                ? Optional.of(new Advice(true, cause.cause, cause.remedy))
                : Optional.empty();
    }

    /** A refusal of a netlink message: the text of the call says of which. */
    private static Cause netlink(Errno errno, String message, String cause, String remedy) {
        return new Cause("sendto", errno, message, null, cause, remedy);
    }

    private static Cause lacking(String call, Capability capability) {
        return tested(
                call,
                Errno.EPERM,
                (event, circumstances) -> !circumstances.has(capability),
                "this thread lacks " + capability + " (capget says so)",
                PRIVILEGE);
    }

    private static Cause tested(
            String call, Errno errno, BiPredicate<SyscallEvent, Circumstances> test, String cause, String remedy) {
        return new Cause(call, errno, "", test, cause, remedy);
    }

    private static Cause perhaps(String call, Errno errno, String cause, String remedy) {
        return new Cause(call, errno, "", null, cause, remedy);
    }
}
