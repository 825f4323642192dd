package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Docker's documentation says its default profile does, tried on ours. */
class DockerDefaultTest {

    private static Program program(Abi abi, String... capabilities) {
        return Profile.dockerDefault()
                .filter(new Circumstances(abi, Set.of(capabilities), new KernelVersion(6, 12)))
                .compile();
    }

    private static Action decide(Program program, Abi abi, String call, long... first) {
        List<Long> arguments =
                first.length == 0 ? List.of(0L, 0L, 0L, 0L, 0L, 0L) : List.of(first[0], 0L, 0L, 0L, 0L, 0L);
        int number = Syscalls.number(abi, call).orElseThrow();
        return program.decide(new CallData(number, abi.audit(), 0, arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount",
                "umount2",
                "unshare",
                "setns",
                "pivot_root",
                "reboot",
                "bpf",
                "perf_event_open",
                "keyctl",
                "add_key",
                "kexec_load",
                "init_module",
                "open_by_handle_at",
                "userfaultfd",
                "io_uring_setup",
                "settimeofday",
                "swapon",
                "acct"
            })
    void refuses_what_a_container_has_no_need_of(String call) {
        assertEquals(Action.errno(Errno.EPERM), decide(program(Abi.X86_64), Abi.X86_64, call));
        assertEquals(Action.errno(Errno.EPERM), decide(program(Abi.AARCH64), Abi.AARCH64, call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"read", "execve", "futex", "mkdirat", "seccomp", "prctl", "ptrace", "landlock_create_ruleset"})
    void lets_through_what_every_program_needs(String call) {
        assertEquals(Action.ALLOW, decide(program(Abi.X86_64), Abi.X86_64, call));
        assertEquals(Action.ALLOW, decide(program(Abi.AARCH64), Abi.ARM, call));
    }

    @Test
    void lets_new_threads_through_but_no_new_namespaces() {
        Program program = program(Abi.X86_64);
        Map<Long, Action> wanted = Map.of(
                0x3d_0f00L, Action.ALLOW,
                0x1000_0000L, Action.errno(Errno.EPERM),
                0x2_0000L, Action.errno(Errno.EPERM));

        wanted.forEach((flags, action) -> assertEquals(action, decide(program, Abi.X86_64, "clone", flags)));
        assertEquals(Action.errno(Errno.ENOSYS), decide(program, Abi.X86_64, "clone3"), "so that libc falls back");
    }

    @Test
    void opens_no_sockets_to_the_kernels_own_ciphers() {
        Program program = program(Abi.X86_64);

        assertEquals(Action.ALLOW, decide(program, Abi.X86_64, "socket", 2));
        assertEquals(Action.errno(Errno.EPERM), decide(program, Abi.X86_64, "socket", 38));
        assertEquals(Action.errno(Errno.EPERM), decide(program, Abi.X86_64, "socket", 40));
    }

    @Test
    void gives_a_capability_the_calls_it_is_for() {
        Program admin = program(Abi.X86_64, "CAP_SYS_ADMIN");

        assertEquals(Action.ALLOW, decide(admin, Abi.X86_64, "mount"));
        assertEquals(Action.ALLOW, decide(admin, Abi.X86_64, "clone", 0x1000_0000L));
        assertEquals(Action.ALLOW, decide(admin, Abi.X86_64, "clone3"));
        assertEquals(Action.errno(Errno.EPERM), decide(admin, Abi.X86_64, "reboot"));
        assertEquals(Action.ALLOW, decide(program(Abi.X86_64, "CAP_SYS_BOOT"), Abi.X86_64, "reboot"));
    }

    @ParameterizedTest
    @EnumSource(names = {"X86_64", "I386", "X32"})
    void is_the_same_whichever_way_a_call_comes(Abi abi) {
        Program program = program(Abi.X86_64);

        assertEquals(Action.errno(Errno.EPERM), decide(program, abi, "mount"));
        assertEquals(Action.ALLOW, decide(program, abi, "mkdir"));
        assertEquals(Action.KILL_PROCESS, program.decide(CallData.of(Abi.ARM, 1)));
    }

    @Test
    void names_only_calls_that_exist() {
        assertEquals(Set.of(), Profile.dockerDefault().unknownCalls());
    }

    @Test
    void is_searched_by_halves() {
        Program program = program(Abi.X86_64);

        assertTrue(program.length() < 450, program.length() + " instructions");
        for (Abi abi : List.of(Abi.X86_64, Abi.I386, Abi.X32)) {
            for (String call : Syscalls.of(abi)) {
                int number = Syscalls.number(abi, call).orElseThrow();
                // With arguments of 0 the first comparison decides: what is counted is the search for the number.
                Interpreter interpreter = new Interpreter(program, CallData.of(abi, number));
                interpreter.run();
                assertTrue(interpreter.steps() <= 20, call + " of " + abi + " takes " + interpreter.steps());
            }
        }
    }

    @Test
    void differs_from_the_same_with_a_capability_in_what_that_is_for() {
        List<Difference> differences =
                Difference.between(program(Abi.X86_64), program(Abi.X86_64, "CAP_SYS_BOOT"), Abi.X86_64);

        assertEquals(
                List.of("reboot"), differences.stream().map(Difference::call).toList());
    }
}
