package nutshell.kernel;

/** The ways we open a file; values from {@code <fcntl.h>}. */
public enum OpenMode {
    READ(0, "O_RDONLY"),
    WRITE(1, "O_WRONLY"),
    READ_WRITE(2, "O_RDWR"),
    /** Only a handle on the place: nothing there is opened, a device does not notice. */
    PATH(0x20_0000, "O_PATH");

    private final int flags;
    private final String flagNames;

    OpenMode(int flags, String flagNames) {
        this.flags = flags;
        this.flagNames = flagNames;
    }

    int flags() {
        return flags;
    }

    String flagNames() {
        return flagNames;
    }
}
