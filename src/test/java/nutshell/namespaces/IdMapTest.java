package nutshell.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class IdMapTest {

    /** As /proc/self/uid_map pads it: captured on Linux 6.18 in a namespace made by podman's way, user 1000. */
    private final IdMap map =
            IdMap.parse(List.of("         0       1000          1", "         1     100000      65536"));

    @Test
    void says_who_an_id_inside_is_outside() {
        assertEquals(OptionalLong.of(1000), map.outside(0));
        assertEquals(OptionalLong.of(100_004), map.outside(5));
        assertEquals(OptionalLong.empty(), map.outside(65_537));
    }

    @Test
    void is_written_as_the_kernel_reads_it() {
        assertEquals("0 1000 1\n1 100000 65536\n", map.text());
        assertEquals("0 1000 1\n", IdMap.single(0, 1000).text());
    }

    @Test
    void knows_the_map_that_changes_nothing() {
        assertTrue(IdMap.parse(List.of("         0          0 4294967295")).isIdentity());
        assertFalse(map.isIdentity());
    }

    @Test
    void refuses_a_line_that_is_none() {
        assertTrue(assertThrows(Refusal.class, () -> IdMap.parse(List.of("0 \u001b[31m 1")))
                .toString()
                .contains("three numbers such as"));
    }
}
