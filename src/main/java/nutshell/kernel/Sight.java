package nutshell.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;

/** Looks at files as the calling thread sees them, whoever that is, and changes none; no look is traced. */
public final class Sight {

    /** For paths that begin at the thread's own root or working directory. */
    public static final int HERE = -100;

    /** Whatever it is: a FIFO would otherwise wait for a writer. */
    private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x8_0000;

    private static final int F_OK = 0;
    private static final int X_OK = 1;
    private static final int W_OK = 2;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BYTES = 256;
    private static final int PATH_MAX = 4096;
    private static final int DIRENTS = 32 * 1024;
    private static final int CHUNK = 16 * 1024;
    /** Nothing a lab looks at is longer; a stranger's file may be. */
    private static final int MOST = 512 * 1024;

    /** Anything else, want of memory say, does not mean that a path leads nowhere: the next call will tell. */
    private static final Set<Errno> NOT_THERE =
            EnumSet.of(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES, Errno.EPERM, Errno.ELOOP, Errno.ENAMETOOLONG);

    private final Door door;

    Sight(Door door) {
        this.door = door.quiet();
    }

    /** What there was to see: a text, or the errno that stood in the way. */
    public record Seen(Optional<String> text, Optional<Errno> errno) {
        static Seen of(String text) {
            return new Seen(Optional.of(text), Optional.empty());
        }

        static Seen refused(int errno) {
            return new Seen(Optional.empty(), Optional.of(Errno.valueOf(errno)));
        }
    }

    /** A file's text, where a symbolic link points, or {@code dir:[8:1 2]}: a directory's device and inode. */
    public Seen read(int directory, String path) {
        return stat(directory, path, status -> switch (status.type()) {
            case 'l' -> link(directory, path);
            case 'd' -> Seen.of("dir:[" + status.device() + " " + status.inode() + "]");
            case '-' -> text(directory, path);
            default -> Seen.of(status.toString());
        });
    }

    /** A line such as {@code - 0644 uid=0 gid=0 size=12 rdev=0:0}; the link itself where it is one. */
    public Seen stat(int directory, String path) {
        return stat(directory, path, status -> Seen.of(status.toString()));
    }

    /** Whether the file may be written, as access(2) says: {@code yes}, or the errno. */
    public Seen writable(int directory, String path) {
        return access(directory, path, W_OK);
    }

    /** Whether a path leads somewhere from this thread's root; see access(2). */
    public boolean leadsSomewhere(String path) {
        return grants(path, F_OK);
    }

    public boolean isDirectory(String path) {
        return grants(path + "/.", F_OK);
    }

    /** Whether this thread may run a file as a program. */
    public boolean isProgram(String path) {
        return grants(path, X_OK) && !isDirectory(path);
    }

    private boolean grants(String path, int mode) {
        return access(HERE, path, mode).errno().filter(NOT_THERE::contains).isEmpty();
    }

    private Seen access(int directory, String path, int mode) {
        return refusable(
                path,
                text -> door.libc().syscall(Syscall.FACCESSAT.number(), directory, text, mode, 0, 0, 0),
                done -> Seen.of("yes"));
    }

    /** The names in a directory, "." and ".." apart; none where it cannot be read. See getdents64(2). */
    public List<String> list(String path) {
        int fd = door.libc().open(path, O_NONBLOCK_CLOEXEC, 0);
        if (fd < 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        Pointer entries = NativeMemory.zeroed(DIRENTS);
        int length = entries(fd, entries);
        while (length > 0) {
            names.addAll(DirectoryEntries.names(NativeMemory.bytes(entries, length)));
            length = entries(fd, entries);
        }
        door.libc().close(fd);
        return names;
    }

    private int entries(int fd, Pointer into) {
        return (int) door.libc().syscall(Syscall.GETDENTS64.number(), fd, into.address(), DIRENTS, 0, 0, 0);
    }

    private Seen stat(int directory, String path, Function<FileStatus, Seen> then) {
        Pointer into = NativeMemory.zeroed(STATX_BYTES);
        return refusable(
                path,
                text -> door.libc()
                        .syscall(
                                Syscall.STATX.number(),
                                directory,
                                text,
                                AT_SYMLINK_NOFOLLOW,
                                STATX_BASIC_STATS,
                                into.address(),
                                0),
                done -> then.apply(FileStatus.of(
                        ByteBuffer.wrap(NativeMemory.bytes(into, STATX_BYTES)).order(ByteOrder.nativeOrder()))));
    }

    /** Where a symbolic link points; see readlink(2). */
    public Seen link(int directory, String path) {
        Pointer target = NativeMemory.zeroed(PATH_MAX);
        return refusable(
                path,
                text -> door.libc()
                        .syscall(Syscall.READLINKAT.number(), directory, text, target.address(), PATH_MAX, 0, 0),
                length -> Seen.of(NativeMemory.text(target, (int) length)));
    }

    private Seen text(int directory, String path) {
        return refusable(
                path,
                text -> door.libc().syscall(Syscall.OPENAT.number(), directory, text, O_NONBLOCK_CLOEXEC, 0, 0, 0),
                fd -> contents((int) fd));
    }

    private Seen contents(int fd) {
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Pointer chunk = NativeMemory.zeroed(CHUNK);
            long length;
            do {
                length = door.libc().syscall(Syscall.READ.number(), fd, chunk.address(), CHUNK, 0, 0, 0);
                if (length < 0) {
                    return Seen.refused(door.errno());
                }
                all.write(NativeMemory.bytes(chunk, (int) length), 0, (int) length);
            } while (length > 0 && all.size() < MOST);
            return Seen.of(all.toString(StandardCharsets.UTF_8));
        } finally {
            door.libc().close(fd);
        }
    }

    private Seen refusable(String path, LongUnaryOperator call, LongFunction<Seen> then) {
        long result = NativeMemory.withString(path, call);
        return result < 0 ? Seen.refused(door.errno()) : then.apply(result);
    }
}
