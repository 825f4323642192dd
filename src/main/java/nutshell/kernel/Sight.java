package nutshell.kernel;

import java.io.ByteArrayOutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Looks at files as the calling thread sees them, whoever that is, and changes none; no look is traced. */
public final class Sight {

    /** For paths that begin at the thread's own root or working directory. */
    public static final int HERE = -100;

    private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x8_0000;
    private static final int W_OK = 2;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_BYTES = 256;
    private static final int PATH_MAX = 4096;
    private static final int CHUNK = 16 * 1024;
    /** Nothing a lab looks at is longer; a stranger's file may be. */
    private static final int MOST = 512 * 1024;

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
        return refusable(
                path,
                text -> door.libc().syscall(Syscall.FACCESSAT.number(), directory, text, W_OK, 0, 0, 0),
                done -> Seen.of("yes"));
    }

    private Seen stat(int directory, String path, java.util.function.Function<FileStatus, Seen> then) {
        Pointer into = memory(STATX_BYTES);
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
                done -> then.apply(
                        FileStatus.of(ByteBuffer.wrap(bytes(into, STATX_BYTES)).order(ByteOrder.nativeOrder()))));
    }

    private Seen link(int directory, String path) {
        Pointer target = memory(PATH_MAX);
        return refusable(
                path,
                text -> door.libc()
                        .syscall(Syscall.READLINKAT.number(), directory, text, target.address(), PATH_MAX, 0, 0),
                length -> Seen.of(new String(bytes(target, (int) length), StandardCharsets.UTF_8)));
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
            Pointer chunk = memory(CHUNK);
            long length;
            do {
                length = door.libc().syscall(Syscall.READ.number(), fd, chunk.address(), CHUNK, 0, 0, 0);
                if (length < 0) {
                    return Seen.refused(door.errno());
                }
                all.write(bytes(chunk, (int) length), 0, (int) length);
            } while (length > 0 && all.size() < MOST);
            return Seen.of(all.toString(StandardCharsets.UTF_8));
        } finally {
            door.libc().close(fd);
        }
    }

    private Seen refusable(
            String path, java.util.function.LongUnaryOperator call, java.util.function.LongFunction<Seen> then) {
        byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
        Pointer text = memory(name.length);
        text.put(0, name, 0, name.length);
        try {
            long result = call.applyAsLong(text.address());
            return result < 0 ? Seen.refused(door.errno()) : then.apply(result);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    private static Pointer memory(int bytes) {
        return Memory.allocateDirect(Runtime.getSystemRuntime(), bytes, true);
    }

    private static byte[] bytes(Pointer memory, int length) {
        byte[] bytes = new byte[length];
        memory.get(0, bytes, 0, length);
        return bytes;
    }
}
