package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The raw numbers are those of wait(2) on Linux: {@code <bits/waitstatus.h>}. */
class WaitStatusTest {

    @Test
    void an_exit_gives_its_status() {
        WaitStatus status = new WaitStatus(3 << 8);

        assertFalse(status.signalled());
        assertFalse(status.stopped());
        assertEquals(0, status.signal());
        assertEquals(3, status.shellStatus());
        assertEquals(0, new WaitStatus(0).shellStatus());
        assertEquals(255, new WaitStatus(255 << 8).shellStatus());
    }

    @Test
    void a_signal_gives_128_and_its_number() {
        WaitStatus status = new WaitStatus(9);

        assertTrue(status.signalled());
        assertEquals(9, status.signal());
        assertEquals(137, status.shellStatus());
    }

    @Test
    void a_core_dump_is_no_part_of_the_number() {
        WaitStatus status = new WaitStatus(0x80 | 11);

        assertTrue(status.signalled());
        assertEquals(11, status.signal());
    }

    @Test
    void a_stop_is_no_end() {
        WaitStatus status = new WaitStatus(20 << 8 | 0x7f);

        assertTrue(status.stopped());
        assertFalse(status.signalled());
        assertEquals(20, status.signal());
        assertEquals(148, status.shellStatus());
    }
}
