package nutshell.refusals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CalledTest {

    @Test
    void names_the_program_as_it_was_installed() {
        assertEquals(
                "sudo nutshell, or the lab machine: nutshell vm up",
                Called.called("sudo ./nutshell, or the lab machine: ./nutshell vm up", "nutshell"));
    }

    @Test
    void leaves_a_checkout_s_texts_as_they_are() {
        assertEquals("./nutshell vm up", Called.here("./nutshell vm up"));
    }
}
