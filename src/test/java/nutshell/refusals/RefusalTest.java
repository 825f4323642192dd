package nutshell.refusals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RefusalTest {

    @Test
    void each_kind_has_the_exit_status_that_scripts_rely_on() {
        assertEquals(1, Refusal.failed("m", "r").kind().status());
        assertEquals(2, Refusal.usage("m", "r").kind().status());
        assertEquals(3, Refusal.machine("m", "r").kind().status());
        assertEquals(4, Refusal.safety("m", "r").kind().status());
    }

    @Test
    void says_first_where_it_happened() {
        Refusal refusal = Refusal.safety("no", "unshare uts").at("box.nut, line 3");

        assertEquals("box.nut, line 3: no", refusal.getMessage());
        assertEquals("unshare uts", refusal.remedy());
        assertEquals(Refusal.Kind.SAFETY, refusal.kind());
    }
}
