package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class WorkTest {

    @Test
    void takes_no_name_for_all() {
        assertEquals(
                Set.of(Work.CONTAINER, Work.REPLAY, Work.VETH, Work.MATRIX, Work.DRIFT, Work.PROMPT, Work.CHECK),
                Work.named(List.of()));
    }

    @Test
    void knows_works_by_their_names() {
        assertEquals(Set.of(Work.PROMPT, Work.REPLAY), Work.named(List.of("prompt", "replay")));
    }

    @Test
    void refuses_an_unknown_name_with_those_that_are_known() {
        Refusal refusal = assertThrows(Refusal.class, () -> Work.named(List.of("container", "dr\u001bift")));

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage())
                .endsWith("'dr\\u001bift'; known are container, replay, veth, matrix, drift, prompt, check"));
    }
}
