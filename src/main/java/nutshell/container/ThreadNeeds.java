package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    /** What strace(1) showed of such a thread, JDK 17 and 25: waiting, memory, classes loaded late, its end. */
    private static final List<String> SEEN = List.of(
            "futex",
            "mmap",
            "munmap",
            "mprotect",
            "madvise",
            "rt_sigprocmask",
            "gettid",
            "openat",
            "newfstatat",
            "lseek",
            "read",
            "pread64",
            "close",
            "exit");

    /**
     * What may come at any time and did not while we looked: the end of a signal's handler (a null pointer met in compiled
     * code), more memory for the C library, waiting for a moment, being woken after a stop.
     */
    private static final List<String> AT_ANY_TIME = List.of(
            "rt_sigreturn",
            "brk",
            "mremap",
            "getrandom",
            "sched_yield",
            "clock_nanosleep",
            "restart_syscall",
            "fstat",
            "tgkill");

    /** A child that is not let become a program has to end, and so has a process that makes calls for us. */
    private static final String END = "exit_group";

    static final List<String> LIFE =
            Stream.of(SEEN, AT_ANY_TIME, List.of(END)).flatMap(List::stream).toList();

    /** What a process needs that only makes calls on request, in a user namespace. */
    private static final List<String> DEPUTY = List.of("futex", END);

    /** What later words do on it, and children before they become programs. It may be refused, but must not kill. */
    static final List<String> WORDS = List.of(
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
            "dup",
            "dup3",
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
            "readlink",
            "readlinkat",
            "socket",
            "setsockopt",
            "sendto",
            "recvfrom",
            "bind",
            "pipe2",
            "wait4",
            "kill",
            "write",
            "setpgid",
            "getpgid",
            "waitid",
            "rt_sigaction",
            "close_range",
            "execve",
            "getpid",
            "getppid",
            "getuid",
            "getgid");

    /** No call has it, nor will for long: what is answered to it is answered to every call that no rule names. */
    private static final int UNKNOWN = 0x3fff_ffff;

    private static final int SHOWN = 8;

    private final Program program;
    private final String line;
    private final Abi abi = Abi.ofThisMachine();

    ThreadNeeds(Program program, String line) {
        this.program = program;
        this.line = line;
    }

    /** Refuses a filter that would take the JVM along, or the process that makes the container's calls. */
    void require(boolean ofDeputy) {
        if (program.outcomes(abi, UNKNOWN).stream().anyMatch(Action::kills)) {
            throw refusal("it kills with every call that it does not name, and nobody knows all that will be made");
        }
        List<String> missed = those(ofDeputy ? DEPUTY : LIFE, action -> !action.letsThrough());
        if (!missed.isEmpty()) {
            throw refusal("it needs " + told(missed) + " let through");
        }
        List<String> deadly = those(WORDS, Action::kills);
        if (!deadly.isEmpty()) {
            throw refusal("a later word may make the call " + told(deadly) + ", and be killed");
        }
        if (!outcomes("clone3").stream().allMatch(ThreadNeeds::letsThreadsBegin)) {
            throw refusal(
                    "clone3 has to be let through or answered with ENOSYS, as only then the C library falls back to"
                            + " clone; with another errno no thread begins");
        }
    }

    /** Refuses a filter under which a child could neither become a program nor end. */
    void requireOfChild() {
        List<String> wrong = new ArrayList<>(those(List.of("execve"), Action::kills));
        wrong.addAll(those(List.of(END), action -> !action.letsThrough()));
        if (!wrong.isEmpty()) {
            throw Refusal.safety(
                    "under this filter no child could become a program, or end if it does not: " + told(wrong),
                    "let execve and exit_group through");
        }
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

    private Refusal refusal(String why) {
        return Refusal.safety(
                "the container's thread, and with it this whole program, could not live under this filter: " + why,
                "'" + line + " --at-exec' leaves it to the programs");
    }
}
