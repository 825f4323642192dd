package nutshell.kernel;

/** A bit of clone(2), in the order of the numbers. */
enum CloneFlag {
    CLONE_VM(0x100),
    CLONE_FILES(0x400),
    CLONE_VFORK(0x4000),
    CLONE_CHILD_SETTID(0x0100_0000),
    CLONE_NEWUSER(0x1000_0000);

    private final int bit;

    CloneFlag(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
