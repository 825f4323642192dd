package nutshell.kernel;

import java.nio.ByteBuffer;

/**
 * What tells whether a file is still the one it was; see statx(2). Nobody but the kernel sets {@code changed}.
 *
 * @param device major and minor number in one
 * @param mode the type's bits too
 * @param links how many names it has
 * @param modified of its content, in nanoseconds since 1970
 * @param changed of anything about it, in nanoseconds since 1970
 */
public record FileStamp(long device, long inode, long size, int mode, long links, long modified, long changed) {

    private static final long NANOS = 1_000_000_000L;

    /** Offsets from struct statx in the kernel's include/uapi/linux/stat.h. */
    static FileStamp of(ByteBuffer statx) {
        return new FileStamp(
                Integer.toUnsignedLong(statx.getInt(136)) << 32 | Integer.toUnsignedLong(statx.getInt(140)),
                statx.getLong(32),
                statx.getLong(40),
                Short.toUnsignedInt(statx.getShort(28)),
                Integer.toUnsignedLong(statx.getInt(16)),
                nanos(statx, 112),
                nanos(statx, 96));
    }

    private static long nanos(ByteBuffer statx, int at) {
        return statx.getLong(at) * NANOS + statx.getInt(at + 8);
    }

    public boolean isRegular() {
        return (mode & 0170000) == 0100000;
    }

    public boolean isExecutable() {
        return (mode & 0111) != 0;
    }

    /** Whether it is that file through another mount: an overlay shows a file of a lower layer with all but its device. */
    public boolean shows(FileStamp below) {
        return inode == below.inode
                && size == below.size
                && modified == below.modified
                && changed == below.changed
                && mode == below.mode;
    }
}
