package nutshell.kernel;

import static nutshell.kernel.Cause.PRIVILEGE;
import static nutshell.kernel.Cause.lacking;
import static nutshell.kernel.Cause.perhaps;
import static nutshell.kernel.Cause.tested;

import java.util.List;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;

/** What the errno of a refused call can mean. */
final class Causes {

    private Causes() {}

    /** In this order: what a test can prove comes before what only may be so. */
    static final List<Cause> ALL = Stream.of(PrivilegeCauses.ALL, NetworkCauses.ALL, general())
            .flatMap(List::stream)
            .toList();

    private static List<Cause> general() {
        return List.of(
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
                perhaps(
                        "execve",
                        Errno.EPERM,
                        "whoever is asked before a program may start said no: a watch for drift (fanotify), or a security"
                                + " module; or the file's set-user-ID bit is not for a traced process",
                        "drift show; look caps; explain EPERM"),
                tested(
                        "openat",
                        Errno.ENOENT,
                        (e, c) -> e.args().get(1).startsWith("\"/proc/")
                                && !c.exists(process(e.args().get(1))),
                        "there is no process of that number, or not any more",
                        "host ps -e shows who lives"),
                tested(
                        "openat",
                        Errno.ENOENT,
                        (e, c) -> e.args().get(2).contains("O_PATH"),
                        "there is no such file in this root",
                        "inside ls /"),
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
                perhaps(
                        "write",
                        Errno.EINVAL,
                        "the kernel does not take this value here",
                        "cgroup show; explain cgroup"),
                perhaps("write", Errno.EACCES, "the kernel does not let this change happen now", "explain EACCES"),
                perhaps(
                        "mkdir",
                        Errno.EROFS,
                        "the file system is mounted read-only: for cgroups, this machine is itself a container",
                        "look mounts; nutshell doctor"),
                perhaps(
                        "rmdir",
                        Errno.EBUSY,
                        "processes or groups below are still in it",
                        "cgroup show; explain cgroup"),
                perhaps("sethostname", Errno.EINVAL, "a host name has at most 64 bytes", "sethostname box"),
                perhaps("chroot", Errno.ENOENT, "there is no such directory in this root", "inside ls /"),
                perhaps("chdir", Errno.ENOENT, "there is no such directory in this root", "inside ls /"),
                perhaps("mknodat", Errno.EEXIST, "a file of this name is there already", "choose another name"));
    }

    /** {@code "/proc/4711"} of {@code "/proc/4711/ns/uts"}. */
    private static String process(String quoted) {
        int end = quoted.indexOf('/', "\"/proc/".length());
        return end < 0 ? quoted : quoted.substring(0, end) + "\"";
    }
}
