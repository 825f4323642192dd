package nutshell.mounts;

import java.util.ArrayList;
import java.util.List;

/** The flags of mount(2), with the numbers of {@code <linux/mount.h>}. */
public enum MountFlag {
    MS_RDONLY(0),
    MS_NOSUID(1),
    MS_NODEV(2),
    MS_NOEXEC(3),
    MS_SYNCHRONOUS(4),
    MS_REMOUNT(5),
    MS_MANDLOCK(6),
    MS_DIRSYNC(7),
    MS_NOSYMFOLLOW(8),
    MS_NOATIME(10),
    MS_NODIRATIME(11),
    MS_BIND(12),
    MS_MOVE(13),
    MS_REC(14),
    MS_SILENT(15),
    MS_POSIXACL(16),
    MS_UNBINDABLE(17),
    MS_PRIVATE(18),
    MS_SLAVE(19),
    MS_SHARED(20),
    MS_RELATIME(21),
    MS_KERNMOUNT(22),
    MS_I_VERSION(23),
    MS_STRICTATIME(24),
    MS_LAZYTIME(25);

    private final long value;

    MountFlag(int bit) {
        this.value = 1L << bit;
    }

    public long value() {
        return value;
    }

    public boolean in(long flags) {
        return (flags & value) != 0;
    }

    /** Joins flags into the number that mount(2) takes. */
    public static long of(MountFlag... flags) {
        long all = 0;
        for (MountFlag flag : flags) {
            all |= flag.value;
        }
        return all;
    }

    /** Writes flags as a C program does; {@code 0} for none; bits that only the kernel uses stay a number. */
    public static String names(long flags) {
        List<String> names = new ArrayList<>();
        long rest = flags;
        for (MountFlag flag : values()) {
            if (flag.in(flags)) {
                names.add(flag.name());
                rest &= ~flag.value;
            }
        }
        if (rest != 0 || names.isEmpty()) {
            names.add(rest == 0 ? "0" : "0x" + Long.toHexString(rest));
        }
        return String.join("|", names);
    }
}
