package nutshell.seccomp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nutshell.refusals.Refusal;

/**
 * A way into the kernel: one machine has several, each numbering its system calls anew. A filter that looks at numbers
 * alone takes mkdir of one for another call of the next.
 *
 * <p>Numbers from the kernel's {@code include/uapi/linux/audit.h}; x32 shares its own with x86-64 and sets bit 30 of the
 * call's number instead ({@code __X32_SYSCALL_BIT}).
 */
public enum Abi {
    X86_64(0xc000_003e, "SCMP_ARCH_X86_64", "amd64"),
    I386(0x4000_0003, "SCMP_ARCH_X86", "x86"),
    X32(0xc000_003e, "SCMP_ARCH_X32", "x32"),
    AARCH64(0xc000_00b7, "SCMP_ARCH_AARCH64", "arm64"),
    ARM(0x4000_0028, "SCMP_ARCH_ARM", "arm");

    static final int X32_BIT = 0x4000_0000;

    private final int audit;
    private final String profileName;
    private final String factName;

    Abi(int audit, String profileName, String factName) {
        this.audit = audit;
        this.profileName = profileName;
        this.factName = factName;
    }

    /** The way a program of this machine's own kind takes. */
    public static Abi ofThisMachine() {
        String processor = System.getProperty("os.arch", "");
        return switch (processor) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw Refusal.machine(
                        "this processor is '" + processor + "'; x86-64 and aarch64 are known", "use the lab machine");
        };
    }

    /** Finds one by the name printed here: x86_64, i386, x32, aarch64, arm. */
    public static Optional<Abi> of(String word) {
        return Arrays.stream(values()).filter(abi -> abi.word().equals(word)).findFirst();
    }

    /** Finds one by the name that profiles use, SCMP_ARCH_X86 say. */
    static Optional<Abi> inProfile(String name) {
        return Arrays.stream(values())
                .filter(abi -> abi.profileName.equals(name))
                .findFirst();
    }

    /** This way and those beside it that a kernel of this kind usually has too; x32 it usually has not. */
    public List<Abi> usual() {
        return switch (this) {
            case X86_64 -> List.of(X86_64, I386);
            case AARCH64 -> List.of(AARCH64, ARM);
            default -> List.of(this);
        };
    }

    /** The AUDIT_ARCH_* number that the kernel shows to a filter. */
    public int audit() {
        return audit;
    }

    /** Whether a call that shows these numbers came this way. */
    boolean isWayOf(int arch, int number) {
        return arch == audit && (audit != X86_64.audit || (this == X32) == ((number & X32_BIT) != 0));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that profiles and the OCI runtime specification use. */
    public String profileName() {
        return profileName;
    }

    /** The name by which a rule of a profile says that it is for this processor only. */
    String factName() {
        return factName;
    }
}
