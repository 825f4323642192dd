package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "José Pérez-Díaz", "O'Neill", "小林 さくら", "Grace M. Hopper", "7 of 9"})
    void takes_what_people_are_called(String name) {
        assertEquals(name, Name.of("  " + name + " ").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<b>Eve</b>",
                "\u001b[31mEve",
                "Eve\nAda",
                "../../Eve",
                "\u202eevE",
                "Eve\"",
                "🦊",
                ".profile",
                "Eve\u0000"
            })
    void refuses_what_cannot_be_read_out(String name) {
        Refusal refusal = assertThrows(Refusal.class, () -> Name.of(name));
        assertTrue(String.valueOf(refusal.getMessage()).chars().noneMatch(Character::isISOControl));
    }

    @Test
    void refuses_a_name_of_forty_one_letters() {
        assertEquals(40, Name.of("a".repeat(40)).text().length());
        assertThrows(Refusal.class, () -> Name.of("a".repeat(41)));
    }

    @Test
    void knows_a_name_that_is_there_already() {
        assertTrue(Name.of("Ada Lovelace").isLike(Name.of("ada  LOVELACE")));
        assertTrue(Name.of("Ada").isLike(Name.of("Ａda")));
        assertFalse(Name.of("Ada").isLike(Name.of("Adam")));
    }
}
