package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;

class FanotifyTest {

    private final Notes notes = new Notes().returning("syscall " + Syscall.FANOTIFY_INIT.number(), 7);
    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Kernel kernel =
            new Kernel(new Door(new RecordingLibc(notes), notes::errno, trace::add, SyscallEvent.Actor.HOST));

    private List<String> traced() {
        return trace.stream().map(SyscallEvent::toString).toList();
    }

    @Test
    void asks_with_a_queue_that_has_no_end_and_tells_with_one_that_has() {
        kernel.fanotify(Fanotify.Kind.ASK_EXEC).mark(Fanotify.Scope.FILESYSTEM, "/proc/self/fd/9");
        kernel.fanotify(Fanotify.Kind.TELL_OPEN).mark(Fanotify.Scope.MOUNT, "/srv");

        assertEquals(
                List.of(
                        "fanotify_init(FAN_CLASS_CONTENT|FAN_UNLIMITED_QUEUE|FAN_CLOEXEC|FAN_NONBLOCK,"
                                + " O_RDONLY|O_CLOEXEC) = 7",
                        "fanotify_mark(7, FAN_MARK_ADD|FAN_MARK_FILESYSTEM, FAN_OPEN_EXEC_PERM, AT_FDCWD,"
                                + " \"/proc/self/fd/9\") = 0",
                        "fanotify_init(FAN_CLASS_NOTIF|FAN_CLOEXEC|FAN_NONBLOCK, O_RDONLY|O_CLOEXEC) = 7",
                        "fanotify_mark(7, FAN_MARK_ADD|FAN_MARK_MOUNT, FAN_OPEN|FAN_OPEN_EXEC, AT_FDCWD, \"/srv\") = 0"),
                traced());
    }

    @Test
    void traces_a_denial_and_not_what_is_let_through() {
        Fanotify group = kernel.fanotify(Fanotify.Kind.ASK_EXEC);
        trace.clear();

        group.answer(new Fanotify.Event(9, 4711, true, true, false), true);
        group.answer(new Fanotify.Event(9, 4711, true, true, false), false);

        assertEquals(List.of("write(7, {fd=9, response=FAN_DENY}, 8) = 0"), traced());
    }

    @Test
    void a_machine_without_it_says_so() {
        notes.refusing("syscall " + Syscall.FANOTIFY_INIT.number(), Errno.ENOSYS);

        SyscallFailed refused = assertThrows(SyscallFailed.class, () -> kernel.fanotify(Fanotify.Kind.TELL_OPEN));

        assertEquals(Errno.ENOSYS, refused.errno());
    }
}
