package nutshell.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvocationTest {

    /** The form is proc_pid_syscall(5)'s: the call's number, six arguments, stack pointer and program counter. */
    @Test
    void finds_where_the_arguments_lie() {
        assertEquals(
                Optional.of(0x7ffd0c8f1a28L),
                Invocation.arguments("59 0x5581f0 0x7ffd0c8f1a28 0x7ffd0c8f1a40 0x0 0x0 0x0 0x7ffd0c8f0 0x7f2a2b\n"));
    }

    @Test
    void execveat_has_them_one_further() {
        assertEquals(Optional.of(0xcL), Invocation.arguments("322 0x3 0xb 0xc 0xd 0x1000 0x0 0x0 0x0"));
    }

    @Test
    void nothing_is_to_be_had_of_who_runs() {
        assertEquals(Optional.empty(), Invocation.arguments("running\n"));
        assertEquals(List.of(), Invocation.of(Integer.MAX_VALUE));
    }
}
