package nutshell.refusals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Property
    void nothing_printable_steers_a_terminal(@ForAll String text) {
        assertTrue(Printable.text(text).codePoints().noneMatch(Character::isISOControl));
    }

    @Test
    void shows_what_it_took_away() {
        assertEquals("\\u001b[31mred\\u009b \\u202egpj.exe", Printable.text("\u001b[31mred\u009b \u202egpj.exe"));
    }

    @Test
    void leaves_every_language_alone() {
        assertEquals("grüße 漢 🐚", Printable.text("grüße 漢 🐚"));
    }

    @Test
    void cuts_what_is_endless() {
        assertEquals("aaa…", Printable.text("a".repeat(10), 3));
    }
}
