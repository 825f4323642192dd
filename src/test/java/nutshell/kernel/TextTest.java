package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void quotes_as_strace_does() {
        assertEquals("NULL", Text.quoted(null));
        assertEquals("\"\"", Text.quoted(""));
        assertEquals("\"a\\\"b\\\\c\\n\\t\"", Text.quoted("a\"b\\c\n\t"));
        assertEquals("\"grüße 漢 🐚\"", Text.quoted("grüße 漢 🐚"));
    }

    @Test
    void lets_no_escape_sequence_pass() {
        assertEquals("\"\\033[31mred\"", Text.quoted("\u001b[31mred"));
        assertEquals("\"\\233 and \\177\"", Text.quoted("\u009b and \u007f"));
        assertEquals("\"\\000\"", Text.quoted("\0"));
    }

    @Test
    void lets_nobody_turn_the_line_round() {
        // U+202E makes a terminal that knows it print what follows from right to left.
        assertEquals("\"\\u{202e}txt\"", Text.quoted("\u202etxt"));
    }

    @Property
    void whatever_it_is_given_it_stays_on_its_line(@ForAll String text) {
        String quoted = Text.quoted(text);

        assertTrue(quoted.codePoints().noneMatch(Character::isISOControl), quoted);
        assertTrue(quoted.startsWith("\"") && quoted.endsWith("\""));
    }

    @Property
    void what_was_quoted_can_be_read_again(@ForAll String text) {
        assertEquals(text, Text.unquoted(Text.quoted(text)));
    }

    @Test
    void names_the_bits_that_are_set() {
        Map<String, Long> names = new LinkedHashMap<>();
        names.put("READ", 1L);
        names.put("WRITE", 2L);

        assertEquals("0", Text.flags(0, names));
        assertEquals("READ|WRITE", Text.flags(3, names));
        assertEquals("WRITE|0x8000000000000010", Text.flags(2 | 16 | Long.MIN_VALUE, names));
    }
}
