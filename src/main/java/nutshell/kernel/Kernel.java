package nutshell.kernel;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
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

    private static String unmountFlags(int flags) {
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

    public void chdir(String path) {
        door.call(() -> libc.chdir(path), "chdir", Text.quoted(path));
    }

    /** See pivot_root(2); libc has no wrapper for it. */
    public void pivotRoot(String newRoot, String putOld) {
        Pointer from = string(newRoot);
        Pointer to = string(putOld);
        long number = Architecture.ofThisMachine().number(Architecture.Syscall.PIVOT_ROOT);
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
        string("warm");
        hostname();
    }

    /** Returns the host name as this thread's UTS namespace has it; see uname(2). Looking is not traced. */
    public String hostname() {
        Pointer names = Memory.allocateDirect(Runtime.getSystemRuntime(), 6 * 65, true);
        libc.uname(names);
        return names.getString(65, 65, StandardCharsets.UTF_8);
    }

    /** Returns the calling thread's number, as /proc/self/task lists it; see gettid(2). Looking is not traced. */
    public int gettid() {
        return (int) libc.syscall(Architecture.ofThisMachine().number(Architecture.Syscall.GETTID), 0, 0, 0, 0, 0, 0);
    }

    private static Pointer string(String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        Pointer memory = Memory.allocateDirect(Runtime.getSystemRuntime(), bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }
}
