package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class PaintTest {

    private static final Map<String, String> USUAL = Map.of("TERM", "xterm-256color");

    @Test
    void paints_on_a_terminal_only() {
        assertTrue(Paint.of("auto", true, USUAL).on());
        assertFalse(Paint.of("auto", false, USUAL).on());
    }

    @Test
    void follows_no_color_unless_it_is_empty() {
        assertFalse(
                Paint.of("auto", true, Map.of("TERM", "xterm", "NO_COLOR", "1")).on());
        assertTrue(
                Paint.of("auto", true, Map.of("TERM", "xterm", "NO_COLOR", "")).on());
    }

    @Test
    void spares_a_dumb_terminal() {
        assertFalse(Paint.of("auto", true, Map.of("TERM", "dumb")).on());
    }

    @Test
    void does_what_it_is_told_to_before_all_else() {
        assertTrue(Paint.of("always", false, Map.of("NO_COLOR", "1")).on());
        assertFalse(Paint.of("never", true, USUAL).on());
    }

    @Test
    void knows_three_choices() {
        Refusal refusal = assertThrows(Refusal.class, () -> Colors.choose("\u001b[31m"));

        assertEquals("--color takes auto, always or never, not '\\u001b[31m'", refusal.getMessage());
    }

    @Test
    void wraps_text_and_leaves_nothing_alone() {
        assertEquals("\u001b[32myes\u001b[0m", new Paint(true).good("yes"));
        assertEquals("", new Paint(true).good(""));
        assertEquals("yes", new Paint(false).good("yes"));
    }
}
