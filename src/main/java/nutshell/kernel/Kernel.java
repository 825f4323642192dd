package nutshell.kernel;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;
import nutshell.network.NetlinkProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The one door to the kernel. Every call is traced as it happened; every refusal is explained.
 *
 * <p>Namespaces, the root and the working directory belong to the calling thread: keep to one thread for one container.
 */
public final class Kernel {

    private static final int CLONE_FS = 0x200;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int AT_FDCWD = -100;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_DUMPABLE = 4;

    private final Door door;
    private final Libc libc;

    Kernel(Door door) {
        this.door = door;
        this.libc = door.libc();
    }

    /** The kernel of this machine, seen by one actor; the trace gets every call in the order in which it was made. */
    public static Kernel ofThisMachine(Consumer<SyscallEvent> trace, SyscallEvent.Actor actor) {
        return new Kernel(new Door(C.LIBRARY, C::errno, trace, actor));
    }

    /** The same kernel, asked by a deputy of ours. */
    public static Kernel through(Deputy deputy, Consumer<SyscallEvent> trace, SyscallEvent.Actor actor) {
        DeputyLibc libc = new DeputyLibc(deputy, C.LIBRARY, C::errno);
        return new Kernel(new Door(libc, libc::errno, trace, actor));
    }

    /** A kernel whose calls nobody needs to see: waiting, looking. */
    public static Kernel silent() {
        return ofThisMachine(event -> {}, SyscallEvent.Actor.HOST);
    }

    /** The C library, loaded when it is first needed: loading takes a good part of a start. */
    private static final class C {
        static final Libc LIBRARY = LibraryLoader.create(Libc.class).load("c");
        static final Runtime RUNTIME = Runtime.getRuntime(LIBRARY);

        static int errno() {
            return LastError.getLastError(RUNTIME);
        }
    }

    /** The calls that start and await processes, through the same door. */
    public Processes processes() {
        return new Processes(door);
    }

    /** A netlink socket of the network namespace that the calling thread is in, and for ever of that one. */
    public NetlinkSocket netlink(NetlinkProtocol protocol) {
        return new NetlinkSocket(door, protocol);
    }

    /** The same for who only looks: nobody needs to see it in the trace. */
    public NetlinkSocket quietNetlink(NetlinkProtocol protocol) {
        return new NetlinkSocket(door.quiet(), protocol);
    }

    /** Looks at files as this thread sees them. */
    public Sight sight() {
        return new Sight(door);
    }

    /** The calls that make Landlock rulesets, through the same door. */
    public Landlock landlock() {
        return new Landlock(door);
    }

    /** Asks to be told of programs that are started, or to be asked whether they may be. */
    public Fanotify fanotify(Fanotify.Kind kind) {
        return new Fanotify(door, kind);
    }

    /** Opens files without following a link, and looks at them by their descriptors. */
    public OpenFiles openFiles() {
        return new OpenFiles(door);
    }

    /** Opens a pseudo-terminal. */
    public Pty pty() {
        return new Pty(door);
    }

    /** Waits for several descriptors at once. */
    public Poll poll() {
        return new Poll(door);
    }

    /** Mounts a file system where nobody sees it, read-only; returns a descriptor of its root. See fsmount(2). */
    public int mountUnseen(String type, List<Map.Entry<String, String>> options) {
        return new UnseenMount(door).of(type, options);
    }

    /** Makes the calls of a list here and now, on this thread; the first refusal ends it and is thrown. */
    public void carryOut(ChildList list) {
        try {
            list.entries().forEach(this::carryOut);
        } finally {
            Reference.reachabilityFence(list);
        }
    }

    private void carryOut(ChildList.Entry entry) {
        long number = entry.number();
        long[] values = new long[6];
        for (int i = 0; i < entry.values().size(); i++) {
            values[i] = entry.values().get(i);
        }
        door.call(
                () -> libc.syscall(number, values[0], values[1], values[2], values[3], values[4], values[5]),
                entry.name(),
                entry.decoded().toArray(String[]::new));
    }

    /** Gives this thread a root, a working directory and a umask of its own; see unshare(2), CLONE_FS. */
    public void unshareFileSystemAttributes() {
        door.call(() -> libc.unshare(CLONE_FS), "unshare", "CLONE_FS");
    }

    /** Leaves several namespaces in one call; see unshare(2). */
    public void unshare(Collection<Namespace> namespaces) {
        int flags = namespaces.stream().mapToInt(Namespace::flag).reduce(0, (a, b) -> a | b);
        door.call(() -> libc.unshare(flags), "unshare", Namespace.flagNames(namespaces));
    }

    /** Joins the namespace behind a descriptor of a /proc/PID/ns file; see setns(2). */
    public void setns(int fd, Namespace namespace) {
        door.call(() -> libc.setns(fd, namespace.flag()), "setns", Integer.toString(fd), namespace.flagName());
    }

    /** The kernel counts bytes, so do we; see sethostname(2). */
    public void sethostname(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        door.call(() -> libc.sethostname(name, length), "sethostname", Text.quoted(name), Integer.toString(length));
    }

    /** See mount(2); a null type or data is passed on as NULL. */
    public void mount(
            @Nullable String source, String target, @Nullable String type, long flags, @Nullable String data) {
        door.call(
                () -> libc.mount(source, target, type, flags, data),
                "mount",
                Text.quoted(source),
                Text.quoted(target),
                Text.quoted(type),
                MountFlag.names(flags),
                Text.quoted(data));
    }

    public void umount(String target, int flags) {
        door.call(() -> libc.umount2(target, flags), "umount2", Text.quoted(target), unmountFlags(flags));
    }

    static String unmountFlags(int flags) {
        Map<String, Long> names = new LinkedHashMap<>();
        names.put("MNT_FORCE", 1L);
        names.put("MNT_DETACH", (long) DETACH);
        names.put("MNT_EXPIRE", 4L);
        names.put("UMOUNT_NOFOLLOW", (long) NOFOLLOW);
        return Text.flags(flags, names);
    }

    /** MNT_DETACH of umount2(2): out of sight now, gone when the last user is. */
    public static final int DETACH = 2;

    /** UMOUNT_NOFOLLOW of umount2(2): a link planted at the target is not followed. */
    public static final int NOFOLLOW = 8;

    public void chroot(String path) {
        door.call(() -> libc.chroot(path), "chroot", Text.quoted(path));
    }

    /** Makes the directory behind a descriptor the root and the working directory of this thread. */
    public void chrootTo(int fd) {
        door.call(() -> libc.syscall(Syscall.FCHDIR.number(), fd, 0, 0, 0, 0, 0), "fchdir", Integer.toString(fd));
        chroot(".");
    }

    public void chdir(String path) {
        door.call(() -> libc.chdir(path), "chdir", Text.quoted(path));
    }

    /** See pivot_root(2); libc has no wrapper for it. */
    public void pivotRoot(String newRoot, String putOld) {
        Pointer from = NativeMemory.string(newRoot);
        Pointer to = NativeMemory.string(putOld);
        long number = Syscall.PIVOT_ROOT.number();
        try {
            door.call(
                    () -> libc.syscall(number, from.address(), to.address(), 0, 0, 0, 0),
                    "pivot_root",
                    Text.quoted(newRoot),
                    Text.quoted(putOld));
        } finally {
            Reference.reachabilityFence(from);
            Reference.reachabilityFence(to);
        }
    }

    /**
     * Puts a filter, an array of struct sock_filter, on this thread and on what it starts from now on; no filter ever goes
     * away again. See seccomp(2).
     */
    public void seccomp(byte[] filter) {
        FilterProgram program = new FilterProgram(filter);
        try {
            door.call(
                    () -> libc.syscall(
                            Syscall.SECCOMP.number(), FilterProgram.SET_MODE_FILTER, 0, program.address(), 0, 0, 0),
                    "seccomp",
                    program.decoded().toArray(String[]::new));
        } finally {
            Reference.reachabilityFence(program);
        }
    }

    /** Dies with the thread that started this process: a credential that changes makes the kernel forget it. */
    public void dieWithParent() {
        prctl(PR_SET_PDEATHSIG, Signal.SIGKILL.number(), "PR_SET_PDEATHSIG", "SIGKILL");
    }

    /**
     * Whether others may trace us, and our files under /proc are our own. If not, it takes CAP_SYS_PTRACE over the user
     * namespace that our program was started in. See PR_SET_DUMPABLE.
     */
    public void dumpable(boolean yes) {
        prctl(PR_SET_DUMPABLE, yes ? 1 : 0, "PR_SET_DUMPABLE", yes ? "SUID_DUMP_USER" : "SUID_DUMP_DISABLE");
    }

    private void prctl(int option, long value, String... decoded) {
        door.call(() -> libc.syscall(Syscall.PRCTL.number(), option, value, 0, 0, 0, 0), "prctl", decoded);
    }

    /** Makes a device node, FIFO or file; mode holds the type's bits too. See mknod(2). */
    public void mknod(String path, int mode, int major, int minor) {
        long device = (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12;
        door.call(
                () -> libc.mknod(path, mode, device),
                "mknodat",
                "AT_FDCWD",
                Text.quoted(path),
                "0" + Integer.toOctalString(mode),
                "makedev(%d, %d)".formatted(major, minor));
    }

    /** Sets which permission bits new files do not get, and returns the mask before; see umask(2). It cannot fail. */
    public int umask(int mask) {
        return (int) door.call(() -> libc.umask(mask), "umask", "0%03o".formatted(mask));
    }

    public void mkdir(String path, int mode) {
        door.call(() -> libc.mkdir(path, mode), "mkdir", Text.quoted(path), "0" + Integer.toOctalString(mode));
    }

    /** Removes a name that is no directory's; see unlink(2). */
    public void unlink(String path) {
        NativeMemory.withString(
                path,
                text -> door.call(
                        () -> libc.syscall(Syscall.UNLINKAT.number(), AT_FDCWD, text, 0, 0, 0, 0),
                        "unlinkat",
                        "AT_FDCWD",
                        Text.quoted(path),
                        "0"));
    }

    public void rmdir(String path) {
        door.call(() -> libc.rmdir(path), "rmdir", Text.quoted(path));
    }

    /** Opens a file, close-on-exec added; returns its descriptor. Flags from {@link OpenMode}. */
    public int open(String path, OpenMode mode) {
        return (int) door.call(
                () -> libc.open(path, mode.flags() | O_CLOEXEC, 0600),
                "openat",
                "AT_FDCWD",
                Text.quoted(path),
                mode.flagNames() + "|O_CLOEXEC");
    }

    public void write(int fd, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        door.call(
                () -> libc.write(fd, bytes, bytes.length),
                "write",
                Integer.toString(fd),
                Text.quoted(text),
                Integer.toString(bytes.length));
    }

    public void close(int fd) {
        door.call(() -> libc.close(fd), "close", Integer.toString(fd));
    }

    /** Opens, writes, closes: what {@code echo TEXT > PATH} does. The descriptor is closed when the kernel refuses too. */
    public void writeFile(String path, String text) {
        int fd = open(path, OpenMode.WRITE);
        try {
            write(fd, text);
        } finally {
            close(fd);
        }
    }

    /**
     * Makes JNR start what it starts when it is first used, threads among it: a container's thread can start none once
     * it has left its PID namespace (EINVAL).
     *
     * <p>And has every jar of the class path opened: a thread in another root that is the first to need one would look for
     * it there, in a stranger's files.
     */
    public void warmUp() {
        // What is nowhere is looked for everywhere.
        ClassLoader.getSystemResource("nutshell/in-no-jar");
        NativeMemory.string("warm");
        hostname();
    }

    /** Returns the host name as this thread's UTS namespace has it; see uname(2). Looking is not traced. */
    public String hostname() {
        Pointer names = NativeMemory.zeroed(6 * 65);
        libc.uname(names);
        return names.getString(65, 65, StandardCharsets.UTF_8);
    }

    /** Returns this thread's real user id, as its user namespace counts. Looking is not traced. */
    public long uid() {
        return libc.syscall(Syscall.GETUID.number(), 0, 0, 0, 0, 0, 0);
    }

    public long gid() {
        return libc.syscall(Syscall.GETGID.number(), 0, 0, 0, 0, 0, 0);
    }

    /** Returns the calling thread's number, as /proc/self/task lists it; see gettid(2). Looking is not traced. */
    public int gettid() {
        return (int) libc.syscall(Syscall.GETTID.number(), 0, 0, 0, 0, 0, 0);
    }
}
