package nutshell.landlock;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What may be done with files below a directory; bits from {@code <linux/landlock.h>}, the first Landlock ABI that knows
 * each from {@code Documentation/userspace-api/landlock.rst}.
 */
public enum AccessRight {
    EXECUTE(0, 1),
    WRITE_FILE(1, 1),
    READ_FILE(2, 1),
    READ_DIR(3, 1),
    REMOVE_DIR(4, 1),
    REMOVE_FILE(5, 1),
    MAKE_CHAR(6, 1),
    MAKE_DIR(7, 1),
    MAKE_REG(8, 1),
    MAKE_SOCK(9, 1),
    MAKE_FIFO(10, 1),
    MAKE_BLOCK(11, 1),
    MAKE_SYM(12, 1),
    /** Linking and renaming into another directory; where an older kernel enforces anything, it forbids this. */
    REFER(13, 2),
    TRUNCATE(14, 3),
    IOCTL_DEV(15, 5);

    private final int bit;
    private final int since;

    AccessRight(int bit, int since) {
        this.bit = bit;
        this.since = since;
    }

    public long value() {
        return 1L << bit;
    }

    /** Tells whether a kernel whose Landlock has this ABI version can restrict it. */
    public boolean knownTo(int abi) {
        return since <= abi;
    }

    /** The kernel's name in lower case: {@code read_file} for LANDLOCK_ACCESS_FS_READ_FILE. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AccessRight> of(String word) {
        return Arrays.stream(values())
                .filter(right -> right.word().equals(word))
                .findFirst();
    }

    /** Those that mean something for a file; the others belong to directories, and to a file the kernel answers EINVAL. */
    static List<AccessRight> ofFiles() {
        return List.of(EXECUTE, WRITE_FILE, READ_FILE, TRUNCATE, IOCTL_DEV);
    }
}
