package nutshell.seccomp;

import java.util.Arrays;
import java.util.Optional;

/** What becomes of a call: SECCOMP_RET_* of seccomp(2), with the 16 bits of data that some of them carry. */
public record Action(Kind kind, int data) {

    public static final Action ALLOW = new Action(Kind.ALLOW, 0);
    public static final Action KILL_PROCESS = new Action(Kind.KILL_PROCESS, 0);
    public static final Action KILL_THREAD = new Action(Kind.KILL_THREAD, 0);

    private static final int KIND = 0xffff_0000;
    private static final int DATA = 0xffff;

    /** Numbers from {@code include/uapi/linux/seccomp.h}; the most severe first, as the kernel orders several filters. */
    public enum Kind {
        KILL_PROCESS(0x8000_0000, "ends the whole process"),
        KILL_THREAD(0x0000_0000, "ends the thread"),
        TRAP(0x0003_0000, "raises SIGSYS"),
        ERRNO(0x0005_0000, "is refused"),
        USER_NOTIF(0x7fc0_0000, "asks a supervisor"),
        TRACE(0x7ff0_0000, "asks a tracer"),
        LOG(0x7ffc_0000, "is let through and logged"),
        ALLOW(0x7fff_0000, "is let through");

        private final int bits;
        private final String effect;

        Kind(int bits, String effect) {
            this.bits = bits;
            this.effect = effect;
        }

        /** The name that profiles and the OCI runtime specification use. */
        public String profileName() {
            return "SCMP_ACT_" + (this == USER_NOTIF ? "NOTIFY" : name());
        }

        /** What it does to a call, as the end of a sentence that begins with the call's name. */
        public String effect() {
            return effect;
        }
    }

    public static Action errno(Errno errno) {
        return new Action(Kind.ERRNO, errno.number());
    }

    /** Reads what a filter returned; a kind the kernel does not know kills the process, as it does there. */
    public static Action of(int returned) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.bits == (returned & KIND))
                .findFirst()
                .map(kind -> new Action(kind, returned & DATA))
                .orElse(KILL_PROCESS);
    }

    /** Reads what is printed: {@code ERRNO(EPERM)}, {@code KILL_PROCESS}; for short an errno alone. */
    public static Optional<Action> of(String word) {
        Optional<Errno> errno =
                Errno.of(word.startsWith("ERRNO(") && word.endsWith(")") ? word.substring(6, word.length() - 1) : word);
        return errno.map(Action::errno)
                .or(() -> Arrays.stream(Kind.values())
                        .filter(kind -> kind != Kind.ERRNO && kind.name().equals(word))
                        .findFirst()
                        .map(kind -> new Action(kind, 0)));
    }

    /** What a filter returns for it. */
    public int returned() {
        return kind.bits | (data & DATA);
    }

    /** Whether the call is carried out. */
    public boolean letsThrough() {
        return kind == Kind.ALLOW || kind == Kind.LOG;
    }

    /** Whether whoever makes the call ends, unless it has a handler for SIGSYS. */
    public boolean kills() {
        return kind.compareTo(Kind.TRAP) <= 0;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ERRNO -> "ERRNO(" + new Errno(data) + ")";
            case TRAP, TRACE -> data == 0 ? kind.name() : kind.name() + "(" + data + ")";
            default -> kind.name();
        };
    }
}
