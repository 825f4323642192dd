package nutshell.kernel;

import java.nio.ByteBuffer;

/**
 * What the kernel says of a file without opening it; see statx(2).
 *
 * @param type as ls(1) writes it: {@code - d l c b p s}
 */
record FileStatus(char type, int permissions, int uid, int gid, long size, String special, String device, long inode) {

    /** Offsets from struct statx in the kernel's include/uapi/linux/stat.h. */
    static FileStatus of(ByteBuffer statx) {
        int mode = Short.toUnsignedInt(statx.getShort(28));
        return new FileStatus(
                type(mode),
                mode & 07777,
                statx.getInt(20),
                statx.getInt(24),
                statx.getLong(40),
                statx.getInt(128) + ":" + statx.getInt(132),
                statx.getInt(136) + ":" + statx.getInt(140),
                statx.getLong(32));
    }

    private static char type(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> 'd';
            case 0120000 -> 'l';
            case 0020000 -> 'c';
            case 0060000 -> 'b';
            case 0010000 -> 'p';
            case 0140000 -> 's';
            default -> '-';
        };
    }

    @Override
    public String toString() {
        return "%s %04o uid=%d gid=%d size=%d rdev=%s".formatted(type, permissions, uid, gid, size, special);
    }
}
