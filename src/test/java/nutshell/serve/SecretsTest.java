package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void makes_codes_that_can_be_read_from_a_blackboard() {
        Set<String> codes = new HashSet<>();
        IntStream.range(0, 1000).forEach(i -> codes.add(Secrets.code()));
        assertEquals(1000, codes.size());
        codes.forEach(code -> assertTrue(code.matches("[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}"), code));
    }

    @Test
    void takes_a_code_as_people_type_it() {
        assertTrue(Secrets.same("abcd-2345", " ABCD 2345"));
        assertTrue(Secrets.same("abcd-2345", "abcd2345"));
        assertFalse(Secrets.same("abcd-2345", "abcd-2346"));
        assertFalse(Secrets.same("abcd-2345", ""));
    }

    @Test
    void makes_tokens_of_two_hundred_and_fifty_six_bits() {
        assertTrue(Secrets.token().matches("[0-9a-f]{64}"));
    }
}
