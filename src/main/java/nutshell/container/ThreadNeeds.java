package nutshell.container;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.Errno;
import nutshell.seccomp.Program;
import nutshell.seccomp.Syscalls;

/**
 * Whether a container's thread can live under a filter. It is a thread of the JVM: where that misses a call it counts on,
 * the whole program ends, and so it does with a call that kills.
 */
final class ThreadNeeds {

    /** What the JVM and its C library do on any thread, at any time. Seen with strace(1), JDK 17 and 25, glibc 2.36. */
    static final List<String> LIFE = List.of(
            "futex",
            "mmap",
            "munmap",
            "mprotect",
            "madvise",
            "mremap",
            "brk",
            "sched_yield",
            "rt_sigprocmask",
            "rt_sigreturn",
            "rt_sigaction",
            "sigaltstack",
            "getpid",
            "gettid",
            "tgkill",
            "exit",
            "clock_gettime",
            "clock_nanosleep",
            "nanosleep",
            "restart_syscall",
            "getrandom",
            "rseq",
            "set_robust_list",
            "sched_getaffinity",
            "read",
            "write",
            "close",
            "openat",
            "lseek",
            "pread64",
            "fstat",
            "newfstatat",
            "readlink",
            "readlinkat");

    /** What the words do on it that come later. They may be refused, which is told, but must not kill. */
    private static final List<String> WORDS = List.of(
            "unshare",
            "setns",
            "mount",
            "umount2",
            "pivot_root",
            "chroot",
            "chdir",
            "sethostname",
            "mknodat",
            "mknod",
            "umask",
            "clone",
            "clone3",
            "fork",
            "vfork",
            "seccomp",
            "prctl",
            "capget",
            "capset",
            "setresuid",
            "setresgid",
            "setgroups",
            "landlock_create_ruleset",
            "landlock_add_rule",
            "landlock_restrict_self",
            "uname",
            "fcntl",
            "ioctl",
            "stat",
            "lstat",
            "statx",
            "access",
            "faccessat",
            "faccessat2",
            "getdents64",
            "mkdir",
            "mkdirat",
            "rmdir",
            "unlink",
            "unlinkat",
            "open",
            "socket",
            "sendto",
            "recvfrom",
            "sendmsg",
            "recvmsg",
            "bind",
            "pipe2",
            "wait4",
            "kill");

    /** No call has it, nor will for long: what is answered to it is answered to every call that no rule names. */
    private static final int UNKNOWN = 0x3fff_ffff;

    private static final int SHOWN = 8;

    private final Program program;
    private final Abi abi;

    ThreadNeeds(Program program, Abi abi) {
        this.program = program;
        this.abi = abi;
    }

    /** Refuses a filter that would take the JVM along. */
    void require(String instead) {
        if (program.outcomes(abi, UNKNOWN).stream().anyMatch(Action::kills)) {
            throw refusal(
                    "it kills with every call that it does not name, and nobody knows all that a JVM calls", instead);
        }
        List<String> missed = those(LIFE, ThreadNeeds::isNotLetThrough);
        if (!missed.isEmpty()) {
            throw refusal("it needs " + told(missed) + " let through", instead);
        }
        List<String> deadly = those(WORDS, Action::kills);
        if (!deadly.isEmpty()) {
            throw refusal("a later word may call " + told(deadly) + ", and would end it", instead);
        }
        if (!outcomes("clone3").stream().allMatch(ThreadNeeds::letsThreadsBegin)) {
            throw refusal(
                    "clone3 must be let through or answered with ENOSYS: only then the C library falls back to clone",
                    instead);
        }
    }

    private static boolean isNotLetThrough(Action action) {
        return !action.letsThrough();
    }

    private static boolean letsThreadsBegin(Action action) {
        return action.letsThrough() || action.equals(Action.errno(Errno.ENOSYS));
    }

    private List<String> those(List<String> calls, Predicate<Action> wrong) {
        return calls.stream()
                .filter(call -> outcomes(call).stream().anyMatch(wrong))
                .toList();
    }

    /** None where this processor has no such call. */
    private Set<Action> outcomes(String call) {
        OptionalInt number = Syscalls.number(abi, call);
        return number.isEmpty() ? Set.of() : program.outcomes(abi, number.getAsInt());
    }

    private static String told(List<String> calls) {
        String first = String.join(", ", calls.subList(0, Math.min(SHOWN, calls.size())));
        return calls.size() > SHOWN ? first + " and " + (calls.size() - SHOWN) + " more" : first;
    }

    private static Refusal refusal(String why, String instead) {
        return Refusal.safety(
                "under this filter the container's thread, and with it this whole program, could not go on: " + why,
                instead + "  puts it on the programs only");
    }
}
