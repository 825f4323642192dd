package nutshell.kernel;

import java.util.Locale;

/**
 * The system calls we make by number, because libc has no wrapper, because its wrapper does more, or because they are
 * made without libc.
 *
 * <p>Numbers from the kernel's {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code asm-generic/unistd.h}.
 */
enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    MMAP(9, 222),
    FCHDIR(81, 50),
    PREAD64(17, 67),
    PWRITE64(18, 68),
    PPOLL(271, 73),
    PTRACE(101, 117),
    RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135),
    IOCTL(16, 29),
    SOCKET(41, 198),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    SETSOCKOPT(54, 208),
    BIND(49, 200),
    GETPID(39, 172),
    CLONE(56, 220),
    EXECVE(59, 221),
    KILL(62, 129),
    UNAME(63, 160),
    CHDIR(80, 49),
    UMASK(95, 166),
    GETUID(102, 174),
    GETGID(104, 176),
    SETPGID(109, 154),
    SETGROUPS(116, 159),
    SETRESUID(117, 147),
    SETRESGID(119, 149),
    CAPGET(125, 90),
    CAPSET(126, 91),
    PIVOT_ROOT(155, 41),
    PRCTL(157, 167),
    CHROOT(161, 51),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    SETHOSTNAME(170, 161),
    GETTID(186, 178),
    FUTEX(202, 98),
    GETDENTS64(217, 61),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    UNLINKAT(263, 35),
    READLINKAT(267, 78),
    FACCESSAT(269, 48),
    UNSHARE(272, 97),
    DUP3(292, 24),
    PIPE2(293, 59),
    SETNS(308, 268),
    PRLIMIT64(302, 261),
    FANOTIFY_INIT(300, 262),
    FANOTIFY_MARK(301, 263),
    SECCOMP(317, 277),
    STATX(332, 291),
    FACCESSAT2(439, 439),
    CLOSE_RANGE(436, 436),
    OPENAT2(437, 437),
    PIDFD_OPEN(434, 434),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    LANDLOCK_CREATE_RULESET(444, 444),
    LANDLOCK_ADD_RULE(445, 445),
    LANDLOCK_RESTRICT_SELF(446, 446);

    private final long onX86;
    private final long onAarch64;

    Syscall(long onX86, long onAarch64) {
        this.onX86 = onX86;
        this.onAarch64 = onAarch64;
    }

    /** Its number on the processor we run on. */
    long number() {
        return on(Architecture.ofThisMachine());
    }

    long on(Architecture architecture) {
        return architecture == Architecture.AARCH64 ? onAarch64 : onX86;
    }

    /** Its name as manual pages spell it. */
    String spelled() {
        return name().toLowerCase(Locale.ROOT);
    }
}
