package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import jnr.constants.platform.Errno;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.CallData;
import nutshell.seccomp.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("machine")
class SeccompOnTheKernelTest {

    private static final int EPERM = 1;
    private static final int SIGSYS = 31;
    private static final int PERSONALITY = 135;

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    private static void needsX86() {
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "these programs are machine code for x86-64");
    }

    private int exit(Container container, Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return kernel.run(container, command.toArray(String[]::new)).status().shellStatus();
    }

    private Path at(String name) {
        return kernel.directory().resolve(name);
    }

    private void needs32Bit(Container unfiltered) throws IOException {
        Path probe = TinyElf.mkdir32(at("probe"));
        try {
            exit(unfiltered, probe, at("probed").toString());
        } catch (SyscallFailed e) {
            assumeTrue(e.errno() != Errno.ENOEXEC, "this kernel has no 32-bit calls (CONFIG_IA32_EMULATION)");
            throw e;
        }
    }

    @Test
    void a_filter_for_programs_goes_on_before_the_power_to_load_one_is_given_up() {
        Container container =
                kernel.build("unshare mnt", "seccomp load docker-default --at-exec", "capabilities keep CAP_CHOWN");

        assertEquals(
                "Seccomp:\t2",
                kernel.run(container, "grep", "Seccomp:", "/proc/self/status")
                        .output()
                        .strip());
        assertFalse(container.filters().get(0).atExec(), "it is on the container's thread");
    }

    @Test
    void a_filter_that_denies_mkdir_and_forgets_mkdirat_leaks() throws IOException {
        needsX86();
        Container container = kernel.build("seccomp deny mkdir");

        assertEquals(
                EPERM, exit(container, TinyElf.mkdir(at("mkdir")), at("one").toString()));
        assertFalse(Files.exists(at("one")));
        assertEquals(
                0, exit(container, TinyElf.mkdirat(at("mkdirat")), at("two").toString()));
        assertTrue(Files.isDirectory(at("two")), "the same act by another number");
    }

    @Test
    void a_filter_for_64_bit_calls_alone_leaks_through_a_32_bit_call() throws IOException {
        needsX86();
        needs32Bit(kernel.build());
        Container container = kernel.build("seccomp deny mkdir mkdirat --arch x86_64");

        assertEquals(
                EPERM, exit(container, TinyElf.mkdir(at("mkdir")), at("one").toString()));
        assertEquals(
                EPERM, exit(container, TinyElf.mkdirat(at("mkdirat")), at("two").toString()));
        assertEquals(
                0, exit(container, TinyElf.mkdir32(at("mkdir32")), at("three").toString()));
        assertTrue(Files.isDirectory(at("three")), "the same act by another way into the kernel");
    }

    @Test
    void a_filter_for_both_names_and_every_way_in_does_not_leak() throws IOException {
        needsX86();
        needs32Bit(kernel.build());
        Container container = kernel.build("seccomp deny mkdir mkdirat");

        for (Path program : List.of(
                TinyElf.mkdir(at("mkdir")),
                TinyElf.mkdirat(at("mkdirat")),
                TinyElf.mkdir32(at("mkdir32")),
                TinyElf.mkdirat32(at("mkdirat32")))) {
            assertEquals(EPERM, exit(container, program, at("none").toString()), program.toString());
        }
        assertFalse(Files.exists(at("none")));
    }

    @Test
    void the_other_threads_have_no_filter() throws IOException {
        Map<String, String> before = filters();

        Container container = kernel.build("unshare uts", "seccomp deny ptrace", "seccomp load docker-default");

        Map<String, String> after = filters();
        assertEquals("2", after.remove(Integer.toString(container.tid())), "SECCOMP_MODE_FILTER");
        after.keySet().retainAll(before.keySet());
        before.keySet().retainAll(after.keySet());
        assertEquals(before, after);
        assertTrue(after.values().stream().allMatch("0"::equals), after.toString());
    }

    /** The Seccomp line of each thread of ours. */
    private static Map<String, String> filters() throws IOException {
        Map<String, String> modes = new TreeMap<>();
        for (String tid : HostState.names(Path.of("/proc/self/task"))) {
            HostState.ofThread(tid, "status")
                    .lines()
                    .filter(line -> line.startsWith("Seccomp:"))
                    .forEach(line ->
                            modes.put(tid, line.substring("Seccomp:".length()).strip()));
        }
        return modes;
    }

    @Test
    void what_comes_after_meets_the_filter_and_is_told_which() {
        Container container = kernel.build("unshare uts", "seccomp deny sethostname=EROFS");

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "sethostname box"));

        assertEquals(Errno.EROFS, failed.errno());
        assertTrue(failed.advice().tested());
        assertEquals(
                "the filter of 'seccomp deny sethostname=EROFS' answers sethostname with ERRNO(EROFS)",
                failed.advice().cause());
    }

    @Test
    void undo_builds_a_container_without_it() {
        Container container = kernel.build("unshare uts", "seccomp deny sethostname");

        container.undo(1);
        OnTheKernel.apply(container, "sethostname box");

        assertEquals("box", container.hostname());
        assertEquals(List.of(), container.filters());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seccomp deny futex",
                "seccomp deny mmap=ENOMEM",
                "seccomp deny clone3",
                "seccomp deny exit_group",
                "seccomp deny rt_sigreturn=KILL_PROCESS",
                "seccomp deny sethostname=KILL_PROCESS",
                "seccomp deny mount=TRAP",
                "seccomp allow read write execve exit_group",
                "seccomp allow read --otherwise KILL_THREAD",
                "seccomp deny exit_group --at-exec",
                "seccomp deny execve=KILL_PROCESS --at-exec"
            })
    void a_filter_that_would_take_the_jvm_along_is_refused(String line) {
        Container container = kernel.build("unshare uts");
        int mark = kernel.session().trace().mark();

        Refusal refused = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, line));

        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        assertEquals(mark, kernel.session().trace().mark(), "no call was made");
        OnTheKernel.apply(container, "sethostname box");
    }

    @Test
    void the_thread_lives_and_ends_under_the_tightest_filter_it_is_given() {
        String life = String.join(" ", ThreadNeeds.LIFE);
        Container container = kernel.build("unshare uts mnt", "seccomp allow " + life + " --otherwise ENOSYS");

        for (int i = 0; i < 200; i++) {
            int size = i;
            // Garbage, new classes and exceptions, on that thread.
            assertEquals(size * 1000, container.inside(() -> new byte[size * 1000].clone().length));
            assertThrows(
                    SyscallFailed.class, () -> OnTheKernel.apply(container, "sethostname box"), "ENOSYS like the rest");
            if (i % 20 == 0) {
                System.gc();
            }
        }
        assertThrows(SyscallFailed.class, () -> kernel.run(container, "/bin/true"));
        // Its end, and the other threads', is what the extension behind this test looks at.
    }

    @Test
    void a_filter_left_to_the_programs_may_be_as_tight_as_one_likes() throws IOException {
        needsX86();
        Container container =
                kernel.build("unshare uts", "seccomp allow execve mkdir exit_group --otherwise KILL_PROCESS --at-exec");

        OnTheKernel.apply(container, "sethostname box");

        assertEquals(0, exit(container, TinyElf.mkdir(at("mkdir")), at("one").toString()));
        assertEquals(
                128 + SIGSYS,
                exit(container, TinyElf.mkdirat(at("mkdirat")), at("two").toString()));
    }

    @Test
    void a_child_that_the_filter_keeps_from_its_program_ends_and_is_explained() {
        Container container = kernel.build("unshare uts", "seccomp deny execve=EACCES --at-exec");

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> kernel.run(container, "/bin/true"));

        assertEquals("execve", failed.event().name());
        assertTrue(failed.advice().tested(), failed.explanation());
        assertTrue(failed.advice().cause().contains("--at-exec' answers execve with ERRNO(EACCES)"));
    }

    @Test
    void a_filter_left_to_the_programs_is_there_before_the_power_it_takes_is_gone() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt pid",
                "pivot_root",
                "mount proc",
                "capabilities keep CAP_CHOWN CAP_KILL",
                "seccomp load docker-default --at-exec");
        String status = "grep -E 'CapEff|NoNewPrivs|Seccomp:|Seccomp_filters' /proc/self/status | tr -d '\\n\\t'";
        String wanted = "CapEff:0000000000000021NoNewPrivs:0Seccomp:2Seccomp_filters:1";

        OnTheKernel.Started first = kernel.start(container, "sh", "-c", status + "; sleep 30");
        assertEquals(wanted, kernel.run(container, "sh", "-c", status).output(), "a second program, beside the first");
        for (int i = 0; i < 2000 && HostState.text(first.file()).isEmpty(); i++) {
            LockSupport.parkNanos(5_000_000);
        }
        first.child().kill();
        assertEquals(wanted, first.await().output());
    }

    @Test
    void a_filter_that_the_thread_cannot_live_under_stays_with_the_programs() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt pid",
                "pivot_root",
                "mount proc",
                "capabilities keep CAP_CHOWN",
                "seccomp deny futex --at-exec");

        OnTheKernel.Started first = kernel.start(container, "sleep", "30");

        assertTrue(container.news().stream().anyMatch(item -> item.contains("only the first program")));
        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> kernel.run(container, "true"));
        assertEquals("seccomp", refused.event().name());
        first.child().kill();
        first.await();
    }

    @Test
    void dockers_own_lets_a_shell_work_and_refuses_what_it_should() throws IOException {
        needsX86();
        OnTheKernel.needsBusybox();
        int keyctl = 250;
        Container container = kernel.build(
                "rootfs busybox",
                "unshare mnt uts pid",
                "pivot_root",
                "mount proc",
                "seccomp load docker-default --at-exec");
        TinyElf.call(kernel.rootOf(container).resolve("keyctl"), keyctl, 0);

        String shell = kernel.run(
                        container,
                        "sh",
                        "-c",
                        "grep ^Seccomp: /proc/self/status; /keyctl; echo $?; mkdir /x && ls -d /x")
                .output();

        assertEquals("Seccomp:\t2\n1\n/x", shell);
    }

    @Test
    void the_kernel_decides_as_the_program_does_when_it_is_interpreted_here() throws IOException {
        needsX86();
        Path profile = Files.writeString(at("profile.json"), comparisons());
        Container container = kernel.build("seccomp load " + profile + " --at-exec");
        Program program = container.filters().get(0).program();

        for (long value : new long[] {
            0, 1, 7, 8, 9, 0xffff_ffffL, 0x1_0000_0000L, 0x1_0000_0008L, -1, Long.MIN_VALUE, 0x7e02_0000L, 0x7e02_0001L
        }) {
            CallData call = new CallData(PERSONALITY, Abi.X86_64.audit(), 0, List.of(value, 0L, 0L, 0L, 0L, 0L));
            int errno = program.decide(call).data();
            assertTrue(errno > 0, "each value is answered by a rule");
            assertEquals(errno, exit(container, TinyElf.call(at("call"), PERSONALITY, value)), Long.toHexString(value));
        }
    }

    /** Rules that answer with an errno of their own each, so that it is seen which one did. */
    private static String comparisons() {
        String[] rules = {
            "7|EQ|8",
            "8|EQ|4294967296",
            "9|MASKED_EQ|2114060289|2114060289",
            "10|LT|2",
            "11|LE|7",
            "12|GT|9223372036854775808",
            "13|GE|9223372036854775808",
            "14|NE|9"
        };
        StringBuilder json = new StringBuilder("{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [");
        for (String rule : rules) {
            String[] parts = rule.split("\\|", -1);
            json.append("{\"names\": [\"personality\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": ")
                    .append(parts[0])
                    .append(", \"args\": [{\"index\": 0, \"op\": \"SCMP_CMP_")
                    .append(parts[1])
                    .append("\", \"value\": ")
                    .append(parts[2])
                    .append(parts.length > 3 ? ", \"valueTwo\": " + parts[3] : "")
                    .append("}]}, ");
        }
        return json.append("{\"names\": [\"personality\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 15}]}")
                .toString();
    }

    @Test
    void says_which_names_of_a_profile_it_left_out() throws IOException {
        Path profile = Files.writeString(
                at("profile.json"),
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"flags\": [],"
                        + " \"syscalls\": [{\"names\": [\"mkdri\"], \"action\": \"SCMP_ACT_ERRNO\"}]}");

        Container container = kernel.build("seccomp load " + profile);

        assertEquals(
                List.of(
                        profile + ", line 1, key flags is not known here and has no effect",
                        "left out, as no processor has calls of these names: mkdri"),
                container.news());
    }

    @Test
    void what_waits_for_the_first_process_is_not_left_to_meet_the_filter() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build("rootfs busybox", "unshare mnt pid", "pivot_root", "mount proc");

        Refusal refused = assertThrows(Refusal.class, () -> OnTheKernel.apply(container, "seccomp deny mount"));

        assertEquals(Refusal.Kind.SAFETY, refused.kind());
        OnTheKernel.apply(container, "seccomp deny mount --at-exec");
        assertEquals("1", kernel.run(container, "sh", "-c", "echo $$").output());
    }

    @Test
    void a_process_in_a_user_namespace_of_its_own_takes_one_too() {
        OnTheKernel.needsBusybox();
        Container container = kernel.build("rootfs busybox", "clone user", "unshare uts", "seccomp deny sethostname");

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "sethostname box"));

        assertEquals(Errno.EPERM, failed.errno());
        assertTrue(failed.advice().tested(), failed.explanation());
    }
}
