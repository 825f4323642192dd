package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class FirstProcessOnTheKernelTest {

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @Test
    void numbers_the_first_1_and_the_next_from_there() {
        Container container = kernel.build("unshare pid");
        OnTheKernel.Started first = kernel.start(container, "sleep", "60");
        OnTheKernel.Started second = kernel.start(container, "sleep", "60");

        assertTrue(first.child().first());
        assertFalse(second.child().first());
        assertEquals(
                List.of(1, 2),
                nutshell.container.Processes.of(container).stream()
                        .map(Processes.Row::innermost)
                        .toList());
    }

    @Test
    void builds_the_container_anew_when_the_first_has_ended() {
        Container container = kernel.build("unshare uts pid", "sethostname box");
        assertEquals("1", kernel.run(container, "sh", "-c", "echo $$").output());
        container.news();

        assertEquals(
                "1 box",
                kernel.run(container, "sh", "-c", "echo $$ $(uname -n)").output());

        List<String> news = container.news();
        assertTrue(news.get(0).contains("ENOMEM") && news.get(0).contains("built anew"), news.toString());
    }

    @Test
    void explains_the_refusal_to_who_wants_to_meet_it() {
        Container container = kernel.build("unshare pid");
        kernel.run(container, "true");

        SyscallFailed refused =
                assertThrows(SyscallFailed.class, () -> container.start(List.of("true"), Stdio.inherited(), true));

        assertEquals(Errno.ENOMEM, refused.errno());
        assertTrue(refused.explanation().contains("likely: PID 1"), refused.explanation());
    }

    @Test
    void takes_every_other_process_with_it() {
        Container container = kernel.build("unshare pid");
        OnTheKernel.Started first = kernel.start(container, "sleep", "60");
        OnTheKernel.Started second = kernel.start(container, "sleep", "60");

        Kernel.silent().processes().kill(first.child().pid(), Signal.SIGKILL);

        assertEquals(9, second.await().status().signal());
        first.await();
        assertTrue(container.news().toString().contains("PID 1 was killed"));
    }

    @Test
    void can_end_while_another_process_stands_still_and_nobody_waits_for_it() {
        Container container = kernel.build("unshare pid");
        OnTheKernel.Started first = kernel.start(container, "sleep", "60");
        OnTheKernel.Started second = kernel.start(container, "sh", "-c", "kill -STOP $$");
        assertTrue(second.child().awaitEndOrStop().stopped());

        Kernel.silent().processes().kill(first.child().pid(), Signal.SIGKILL);

        assertEquals(9, first.await().status().signal());
    }

    @Test
    void is_not_wasted_on_a_program_that_cannot_start() {
        Container container = kernel.build("unshare pid");

        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> kernel.start(container, "/etc/passwd"));

        assertEquals(Errno.EACCES, refused.errno());
        assertEquals("1", kernel.run(container, "sh", "-c", "echo $$").output());
    }

    @Test
    void is_not_even_begun_for_a_program_that_does_not_exist() {
        Container container = kernel.build("unshare pid");
        int mark = kernel.session().trace().mark();

        assertThrows(Refusal.class, () -> container.start(List.of("no-such-program"), Stdio.inherited(), false));

        assertFalse(kernel.session().trace().succeeded(mark, "clone"));
    }
}
