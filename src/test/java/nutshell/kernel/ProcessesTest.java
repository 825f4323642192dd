package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import jnr.constants.platform.Errno;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

/** The made-up child writes its results where the real one would. */
class ProcessesTest {

    private static final String CLONE = "clone(CLONE_VM|CLONE_VFORK|CLONE_CHILD_SETTID|SIGCHLD)";

    private final Notes notes = new Notes().returning("clone", 4711).refusing("setpgid", Errno.EACCES);
    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Processes processes = new Kernel(
                    new Door(new RecordingLibc(notes), notes::errno, trace::add, SyscallEvent.Actor.CONTAINER))
            .processes();
    private final ChildList list = new ChildList()
            .ownProcessGroup()
            .mount("proc", "/proc", "proc", 0, null)
            .execve("/bin/true", List.of("true"), List.of());

    /** Gives the first calls these results; the others are never reached. */
    private static Consumer<Long> results(long... results) {
        return address -> IntStream.range(0, results.length)
                .forEach(i -> Pointer.wrap(Runtime.getSystemRuntime(), address + 16 + 96L * i)
                        .putLong(56, results[i]));
    }

    private List<String> traced() {
        return trace.stream().map(SyscallEvent::toString).toList();
    }

    @Test
    void reports_every_call_of_a_child_that_became_a_program() {
        notes.child(results(0, 0));

        assertEquals(4711, processes.start(list, true));
        assertEquals(
                List.of(
                        CLONE + " = 4711",
                        "setpgid(0, 0) = 0",
                        "mount(\"proc\", \"/proc\", \"proc\", 0, NULL) = 0",
                        "execve(\"/bin/true\", [\"true\"], 0 vars) = 0"),
                traced());
        assertEquals(SyscallEvent.Actor.CONTAINER, trace.get(0).by());
        assertEquals(SyscallEvent.Actor.CHILD, trace.get(3).by());
    }

    @Test
    void starts_with_all_signals_blocked_but_those_of_faults_and_puts_the_mask_back() {
        notes.child(results(0, 0));

        processes.start(list, true);

        assertEquals(
                List.of(
                        "pthread_sigmask(0, 0xfffffffffffffb27)",
                        "clone(0x1004111)",
                        "pthread_sigmask(2, 0x200)",
                        "getpgid(4711)",
                        "setpgid(4711, 0)"),
                notes.calls);
    }

    @Test
    void shares_no_memory_where_the_kernel_would_refuse() {
        notes.child(results(0, 0));

        processes.start(list, false);

        assertEquals(
                "clone(CLONE_VFORK|CLONE_CHILD_SETTID|SIGCHLD)", trace.get(0).call());
        assertTrue(notes.calls.contains("clone(0x1004011)"));
    }

    @Test
    void waits_for_a_child_that_was_refused_before_it_tells() {
        notes.child(results(0, -Errno.ENOENT.intValue())).ending(127 << 8);

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> processes.start(list, true));

        assertEquals("mount(\"proc\", \"/proc\", \"proc\", 0, NULL) failed: ENOENT", failed.getMessage());
        assertEquals(1, Collections.frequency(notes.calls, "waitpid(4711, 0)"));
        assertEquals(
                List.of(
                        CLONE + " = 4711",
                        "setpgid(0, 0) = 0",
                        "mount(\"proc\", \"/proc\", \"proc\", 0, NULL) = ENOENT"),
                traced());
    }

    @Test
    void tells_of_a_program_that_could_not_be_executed() {
        notes.child(results(0, 0, -Errno.EACCES.intValue()));

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> processes.start(list, true));

        assertEquals("execve", failed.event().name());
        assertEquals(Errno.EACCES, failed.errno());
    }

    @Test
    void tells_of_a_child_that_was_killed_in_a_call() {
        notes.child(results(0)).ending(9);

        Refusal refusal = assertThrows(Refusal.class, () -> processes.start(list, true));

        assertTrue(refusal.toString().contains("killed by signal 9 in mount("), refusal.toString());
        assertEquals("mount(\"proc\", \"/proc\", \"proc\", 0, NULL) = ?", traced().get(2));
        assertEquals(3, trace.size());
        assertTrue(notes.calls.contains("waitpid(4711, 0)"));
    }

    @Test
    void takes_no_child_for_a_program_that_was_killed_in_execve() {
        notes.child(results(0, 0)).ending(9).grant("setpgid", Errno.EACCES);

        assertThrows(Refusal.class, () -> processes.start(list, true));

        assertEquals("execve(\"/bin/true\", [\"true\"], 0 vars) = ?", traced().get(3));
        assertTrue(notes.calls.contains("waitpid(4711, 0)"));
    }

    @Test
    void has_no_result_of_a_child_that_was_killed_in_its_last_call() {
        notes.child(results(0)).ending(9);

        assertThrows(
                Refusal.class,
                () -> processes.carryOut(new ChildList().ownProcessGroup().open("/f"), true));

        assertEquals("openat(AT_FDCWD, \"/f\", O_RDONLY|O_CLOEXEC) = ?", traced().get(2));
    }

    @Test
    void a_waiting_child_that_was_killed_as_it_should_be_is_no_refusal() {
        notes.child(results(0)).ending(2);

        try (WaitingChild child =
                processes.startBeside(new ChildList().ownProcessGroup().dup(1, 2))) {
            assertEquals(2, child.awaitEnd().orElseThrow().signal());
        }

        assertEquals("dup3(1, 2, 0) = ?", traced().get(2));
        assertEquals(1, Collections.frequency(notes.calls, "waitpid(4711, 0)"));
    }

    @Test
    void puts_the_mask_back_when_no_child_could_be_made() {
        notes.refusing("clone", Errno.EAGAIN);

        SyscallFailed failed = assertThrows(SyscallFailed.class, () -> processes.start(list, true));

        assertEquals(Errno.EAGAIN, failed.errno());
        assertEquals("pthread_sigmask(2, 0x200)", notes.calls.get(notes.calls.size() - 1));
    }

    @Test
    void has_a_list_carried_out_by_a_child_that_shares_our_descriptors() {
        notes.child(results(0, 17));

        assertEquals(17, processes.carryOut(new ChildList().ownProcessGroup().open("/f"), true));
        assertEquals(
                List.of(
                        "clone(CLONE_VM|CLONE_FILES|CLONE_VFORK|CLONE_CHILD_SETTID|SIGCHLD) = 4711",
                        "setpgid(0, 0) = 0",
                        "openat(AT_FDCWD, \"/f\", O_RDONLY|O_CLOEXEC) = 17"),
                traced());
        assertTrue(notes.calls.containsAll(List.of("clone(0x1004511)", "waitpid(4711, 0)")));
    }

    @Test
    void tells_what_was_refused_to_a_child_that_carries_out_a_list() {
        notes.child(results(-Errno.EPERM.intValue()));

        SyscallFailed failed = assertThrows(
                SyscallFailed.class,
                () -> processes.carryOut(new ChildList().ownProcessGroup().open("/f"), false));

        assertEquals(Errno.EPERM, failed.errno());
        assertTrue(notes.calls.contains("clone(0x1004411)"));
        assertEquals(2, trace.size());
    }

    @Test
    void a_waiting_child_is_told_of_at_its_end() {
        notes.child(results(0, 0));

        try (WaitingChild child =
                processes.startBeside(new ChildList().ownProcessGroup().dup(1, 2))) {
            assertEquals(1, trace.size());
            assertEquals(0, child.awaitEnd().orElseThrow().raw());
        }
        assertEquals(
                List.of("clone(CLONE_VM|CLONE_CHILD_SETTID|SIGCHLD) = 4711", "setpgid(0, 0) = 0", "dup3(1, 2, 0) = 0"),
                traced());
    }

    @Test
    void waits_on_when_a_signal_interrupts() {
        notes.refusing("waitpid", Errno.EINTR).ending(9);

        WaitStatus status = processes.await(5, true).orElseThrow();

        assertEquals(9, status.signal());
        assertEquals(List.of("waitpid(5, 2)", "waitpid(5, 2)"), notes.calls);
    }

    @Test
    void a_child_that_is_not_ours_has_no_status() {
        notes.refusing("waitpid", Errno.ECHILD);

        assertEquals(Optional.empty(), processes.await(5, false));
        assertEquals(List.of("waitpid(5, 0)"), notes.calls);
    }

    @Test
    void hands_the_terminal_over_with_sigttou_blocked() {
        processes.giveTerminal(77);

        assertEquals(
                List.of("pthread_sigmask(0, 0x200000)", "tcsetpgrp(0, 77)", "pthread_sigmask(2, 0x200)"), notes.calls);
        assertEquals(List.of("ioctl(0, TIOCSPGRP, [77]) = 0"), traced());
    }

    @Test
    void takes_the_terminal_back_for_its_own_group() {
        notes.returning("getpgrp", 12).returning("tcgetpgrp", 13);

        assertFalse(processes.ownsTerminal());
        processes.takeTerminal();

        assertTrue(notes.calls.contains("tcsetpgrp(0, 12)"));
    }
}
