package nutshell.kernel;

import java.util.Locale;
import java.util.Map;
import nutshell.refusals.Refusal;

/**
 * What differs from one processor to the next: the numbers of the system calls we make by number, and the machine code
 * that a new child runs.
 *
 * <p>Numbers from the kernel's {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code asm-generic/unistd.h}. The code
 * is assembled from {@code child-x86_64.s} and {@code child-aarch64.s} beside this class's resources.
 */
@SuppressWarnings("ImmutableEnumChecker") // the numbers come from Map.ofEntries
enum Architecture {
    X86_64(
            Map.ofEntries(
                    Map.entry(Syscall.READ, 0L),
                    Map.entry(Syscall.WRITE, 1L),
                    Map.entry(Syscall.CLOSE, 3L),
                    Map.entry(Syscall.MMAP, 9L),
                    Map.entry(Syscall.RT_SIGACTION, 13L),
                    Map.entry(Syscall.RT_SIGPROCMASK, 14L),
                    Map.entry(Syscall.IOCTL, 16L),
                    Map.entry(Syscall.EXECVE, 59L),
                    Map.entry(Syscall.SETPGID, 109L),
                    Map.entry(Syscall.CAPGET, 125L),
                    Map.entry(Syscall.PIVOT_ROOT, 155L),
                    Map.entry(Syscall.PRCTL, 157L),
                    Map.entry(Syscall.MOUNT, 165L),
                    Map.entry(Syscall.GETTID, 186L),
                    Map.entry(Syscall.UNSHARE, 272L),
                    Map.entry(Syscall.OPENAT, 257L),
                    Map.entry(Syscall.DUP3, 292L),
                    Map.entry(Syscall.SECCOMP, 317L),
                    Map.entry(Syscall.CLOSE_RANGE, 436L)),
            "554889fb4c8b234883c31048833b007847bf01000000488d734041ffd4488b03488b7b08488b7310488b53184c8b53204c8b4328"
                    + "4c8b4b300f05488943384989c5bf01000000488d735041ffd44d85ed780a4883c360ebb331ffeb05bf7f000000b8e700"
                    + "00000f05"),
    AARCH64(
            Map.ofEntries(
                    Map.entry(Syscall.READ, 63L),
                    Map.entry(Syscall.WRITE, 64L),
                    Map.entry(Syscall.CLOSE, 57L),
                    Map.entry(Syscall.MMAP, 222L),
                    Map.entry(Syscall.RT_SIGACTION, 134L),
                    Map.entry(Syscall.RT_SIGPROCMASK, 135L),
                    Map.entry(Syscall.IOCTL, 29L),
                    Map.entry(Syscall.EXECVE, 221L),
                    Map.entry(Syscall.SETPGID, 154L),
                    Map.entry(Syscall.CAPGET, 90L),
                    Map.entry(Syscall.PIVOT_ROOT, 41L),
                    Map.entry(Syscall.PRCTL, 167L),
                    Map.entry(Syscall.MOUNT, 40L),
                    Map.entry(Syscall.GETTID, 178L),
                    Map.entry(Syscall.UNSHARE, 97L),
                    Map.entry(Syscall.OPENAT, 56L),
                    Map.entry(Syscall.DUP3, 24L),
                    Map.entry(Syscall.SECCOMP, 277L),
                    Map.entry(Syscall.CLOSE_RANGE, 436L)),
            "fd7bbfa9f30300aa740240f973420091680240f92802f8b7200080d26102019180023fd6680240f9608640a9628e41a9649642a9"
                    + "010000d4601e00f9f50300aa200080d26142019180023fd6b500f8b773820191efffff17000080d202000014e00f80d2"
                    + "c80b80d2010000d4");

    /** The system calls we make by number, because libc has no wrapper or because a child makes them without libc. */
    enum Syscall {
        READ,
        WRITE,
        CLOSE,
        OPENAT,
        MMAP,
        RT_SIGACTION,
        RT_SIGPROCMASK,
        IOCTL,
        EXECVE,
        SETPGID,
        CAPGET,
        PIVOT_ROOT,
        PRCTL,
        MOUNT,
        GETTID,
        UNSHARE,
        DUP3,
        SECCOMP,
        CLOSE_RANGE;

        String spelled() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Architecture HERE = here();

    private final Map<Syscall, Long> numbers;
    private final String childCode;

    Architecture(Map<Syscall, Long> numbers, String childCode) {
        this.numbers = numbers;
        this.childCode = childCode;
    }

    static Architecture ofThisMachine() {
        return HERE;
    }

    private static Architecture here() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw Refusal.machine(
                        "this processor is '" + name + "'; x86-64 and aarch64 are known", "use the lab machine");
        };
    }

    long number(Syscall syscall) {
        Long number = numbers.get(syscall);
        if (number == null) {
            throw new IllegalStateException(syscall + " has no number on " + this);
        }
        return number;
    }

    /** Machine code with the C signature {@code void child(long *list)}. */
    byte[] childCode() {
        return java.util.HexFormat.of().parseHex(childCode);
    }
}
