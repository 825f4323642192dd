package nutshell.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class ProgramFileTest {

    @Test
    void is_the_same_as_text_and_as_bytes() {
        String text = ProgramFile.text("/nutshell/glossary/uts.txt");
        assertTrue(text.startsWith("uts — "), text);
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), ProgramFile.bytes("/nutshell/glossary/uts.txt"));
    }

    @Test
    void refuses_what_the_program_does_not_bring_along() {
        Refusal refusal = assertThrows(Refusal.class, () -> ProgramFile.text("/nutshell/nothing.txt"));
        assertEquals("/nutshell/nothing.txt is not in the program", refusal.getMessage());
    }
}
