package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionTest {

    /** SECCOMP_RET_* of include/uapi/linux/seccomp.h. */
    @ParameterizedTest
    @CsvSource({
        "0x80000000, KILL_PROCESS",
        "0x00000000, KILL_THREAD",
        "0x00030000, TRAP",
        "0x00050001, ERRNO(EPERM)",
        "0x00050026, ERRNO(ENOSYS)",
        "0x000500ff, ERRNO(255)",
        "0x7fc00000, USER_NOTIF",
        "0x7ff00007, TRACE(7)",
        "0x7ffc0000, LOG",
        "0x7fff0000, ALLOW"
    })
    void reads_and_writes_what_a_filter_returns(String written, String text) {
        int returned = Long.decode(written).intValue();

        assertEquals(text, Action.of(returned).toString());
        assertEquals(returned, Action.of(returned).returned());
    }

    @Test
    void takes_what_the_kernel_does_not_know_for_its_harshest() {
        assertEquals(Action.KILL_PROCESS, Action.of(0x1234_0000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EPERM", "ERRNO(EPERM)", "1", "ERRNO(1)"})
    void reads_an_errno_in_every_spelling(String word) {
        assertEquals(Optional.of(Action.errno(Errno.EPERM)), Action.of(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EPREM", "4096", "99999", "ERRNO", "ERRNO()", "allow"})
    void knows_no_others(String word) {
        assertEquals(Optional.empty(), Action.of(word));
    }
}
