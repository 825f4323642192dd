package nutshell.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.Pointer;

/**
 * Looks at files by their descriptors; no look is traced. It belongs to one thread, and makes its
 * buffers once: it is asked thousands of times a second.
 */
public final class OpenFiles {

    private static final int STATX_BYTES = 256;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int AT_FDCWD = -100;
    private static final int CHUNK = 64 * 1024;
    private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x8_0000;
    private static final int O_PATH_CLOEXEC = 0x20_0000 | 0x8_0000;
    /** openat2(2): below the directory, no symbolic link on the way. */
    private static final long NO_SYMLINKS_BENEATH = 0x4 | 0x8;

    private static final int LONGEST_PATH = 4096;
    private static final int OPEN_HOW_BYTES = 24;
    private static final long NO_XDEV = 0x1;

    private final Libc libc;
    private final Pointer statx = NativeMemory.zeroed(STATX_BYTES);
    private final Pointer chunk = NativeMemory.zeroed(CHUNK);
    private final Pointer link = NativeMemory.zeroed(LONGEST_PATH);
    private final Pointer how = NativeMemory.zeroed(OPEN_HOW_BYTES);
    private final Pointer empty = NativeMemory.zeroed(1);

    OpenFiles(Door door) {
        this.libc = door.libc();
    }

    /** What a descriptor is open on. */
    public FileStamp stamp(int fd) {
        libc.syscall(Syscall.STATX.number(), fd, empty.address(), AT_EMPTY_PATH, STATX_BASIC_STATS, statx.address(), 0);
        byte[] bytes = new byte[STATX_BYTES];
        statx.get(0, bytes, 0, STATX_BYTES);
        return FileStamp.of(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    }

    /** Its path as its own mount namespace has it; a file without a name has " (deleted)" behind it. */
    public String path(int fd) {
        return target("/proc/self/fd/" + fd).orElse("?");
    }

    /** Where a symbolic link points, one of /proc say. */
    public Optional<String> target(String path) {
        long length = NativeMemory.withString(
                path,
                text -> libc.syscall(Syscall.READLINKAT.number(), AT_FDCWD, text, link.address(), LONGEST_PATH, 0, 0));
        return length < 0 ? Optional.empty() : Optional.of(NativeMemory.text(link, (int) length));
    }

    /** Reads on from an offset, at most as much as there is room for; returns the number of bytes, 0 at the end. */
    public int read(int fd, long offset, byte[] into) {
        int most = Math.min(CHUNK, into.length);
        long length = libc.syscall(Syscall.PREAD64.number(), fd, chunk.address(), most, offset, 0, 0);
        if (length > 0) {
            chunk.get(0, into, 0, (int) length);
        }
        return (int) Math.max(0, length);
    }

    /** Opens a file below a directory for reading, on the same mount, no link followed, and waits for nobody. See openat2(2). */
    public OptionalInt beneath(int directory, String path) {
        return openat2(directory, path, O_NONBLOCK_CLOEXEC, NO_SYMLINKS_BENEATH | NO_XDEV);
    }

    /** Gets a handle on a place below a directory, whatever is mounted there; no link is followed. */
    public OptionalInt placeBeneath(int directory, String path) {
        return openat2(directory, path, O_PATH_CLOEXEC, NO_SYMLINKS_BENEATH);
    }

    /** Gets a handle on a place, links followed, those of /proc too; none where nothing is. */
    public OptionalInt place(String path) {
        int fd = libc.open(path, O_PATH_CLOEXEC, 0);
        return fd < 0 ? OptionalInt.empty() : OptionalInt.of(fd);
    }

    private OptionalInt openat2(int directory, String path, long flags, long resolve) {
        how.putLong(0, flags);
        how.putLong(16, resolve);
        long fd = NativeMemory.withString(
                path.equals("/") ? "." : path.substring(1),
                text -> libc.syscall(Syscall.OPENAT2.number(), directory, text, how.address(), OPEN_HOW_BYTES, 0, 0));
        return fd < 0 ? OptionalInt.empty() : OptionalInt.of((int) fd);
    }

    /** A descriptor that can be read once the process has ended; none if it has. See pidfd_open(2). */
    public OptionalInt ofProcess(int pid) {
        long fd = libc.syscall(Syscall.PIDFD_OPEN.number(), pid, 0, 0, 0, 0, 0);
        return fd < 0 ? OptionalInt.empty() : OptionalInt.of((int) fd);
    }

    /** Both ends of a pipe: to be read, to be written. */
    public int[] pipe() {
        int[] ends = new int[2];
        libc.pipe2(ends, 0x8_0000);
        return ends;
    }

    public void close(int fd) {
        libc.close(fd);
    }
}
