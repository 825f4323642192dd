package nutshell.labs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an observation says of a path; what cannot be seen never makes one true. */
enum Operator {
    /** It reads as the value; {@code host}, {@code inside} or {@code joined}: as the same path does there. */
    EQUALS("VALUE, host, inside or joined"),
    DIFFERS("VALUE, host, inside or joined"),
    /** One of its lines matches. */
    HAS("REGEX"),
    /** It can be read and no line matches. */
    LACKS("REGEX"),
    /** Its status matches: {@code - 0644 uid=0 gid=0 size=12 rdev=0:0}. */
    STATUS("REGEX"),
    /** There is nothing of that name. */
    MISSING(""),
    /** Reading it is refused with this errno. */
    REFUSES("ERRNO"),
    /** It may be written, as access(2) says, or not, with this errno. */
    WRITABLE("yes or ERRNO"),
    /** A mountinfo: among the mounts is the one that the host has at the value. */
    SHOWS("MOUNT POINT OF THE HOST"),
    HIDES("MOUNT POINT OF THE HOST");

    private final String takes;

    Operator(String takes) {
        this.takes = takes;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands behind it; empty where nothing may. */
    String takes() {
        return takes;
    }

    boolean takesPattern() {
        return this == HAS || this == LACKS || this == STATUS;
    }

    static Optional<Operator> of(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word().equals(word))
                .findFirst();
    }
}
