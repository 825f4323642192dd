package nutshell.capabilities;

import static nutshell.capabilities.Capability.CAP_CHOWN;
import static nutshell.capabilities.Capability.CAP_KILL;
import static nutshell.capabilities.Capability.CAP_SYS_ADMIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class CapabilitySetTest {

    @Test
    void knows_every_capability_of_a_6_18_kernel() {
        // Captured on Debian 12, Linux 6.18, as root with `grep CapEff /proc/self/status`; one is withheld there.
        CapabilitySet root = CapabilitySet.parse("000001fffeffffff");

        assertEquals(
                List.of("CAP_SYS_RESOURCE"), CapabilitySet.known().minus(root).names());
        assertTrue(root.minus(CapabilitySet.known()).isEmpty());
    }

    @Test
    void names_what_it_holds_by_number() {
        CapabilitySet set = CapabilitySet.of(CAP_SYS_ADMIN, CAP_CHOWN);

        assertEquals(List.of("CAP_CHOWN", "CAP_SYS_ADMIN"), set.names());
        assertEquals("0000000000200001", set.toString());
        assertTrue(set.contains(CAP_CHOWN));
        assertFalse(set.contains(CAP_KILL));
    }

    @Test
    void keeps_capabilities_of_a_newer_kernel() {
        CapabilitySet set = CapabilitySet.parse("8000020000000001");

        assertEquals(List.of("CAP_CHOWN", "cap_41", "cap_63"), set.names());
        assertEquals("8000020000000001", set.toString());
        assertEquals("8000020000000000", set.minus(CapabilitySet.known()).toString());
    }

    @Test
    void joins_and_parts_like_a_set() {
        CapabilitySet set = CapabilitySet.of(CAP_CHOWN, CAP_KILL);

        assertEquals(CapabilitySet.of(CAP_KILL), set.minus(CapabilitySet.of(CAP_CHOWN, CAP_SYS_ADMIN)));
        assertEquals(CapabilitySet.of(CAP_CHOWN), set.intersect(CapabilitySet.of(CAP_CHOWN, CAP_SYS_ADMIN)));
        assertTrue(set.minus(set).isEmpty());
    }

    @Property
    boolean reads_back_what_it_writes(@ForAll long bits) {
        CapabilitySet set = new CapabilitySet(bits);
        return CapabilitySet.parse(set.toString()).equals(set) && set.names().size() == Long.bitCount(bits);
    }

    @Property
    boolean refuses_any_other_text_in_printable_characters(@ForAll String hex) {
        try {
            return CapabilitySet.parse(hex).toString().endsWith(hex.toLowerCase(Locale.ROOT));
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }

    @Test
    void finds_the_five_lines_of_a_status() {
        // Captured on Debian 12, Linux 6.18, with `setpriv --inh-caps=+chown --ambient-caps=+chown
        // --bounding-set=-all,+chown,+kill cat /proc/self/status`, shortened.
        List<String> status = List.of(
                "Name:\tcat",
                "CapInh:\t0000000000000001",
                "CapPrm:\t0000000000000021",
                "CapEff:\t0000000000000021",
                "CapBnd:\t0000000000000021",
                "CapAmb:\t0000000000000001",
                "NoNewPrivs:\t0");

        CapabilitySets sets = CapabilitySets.parse(status);

        assertEquals(CapabilitySet.of(CAP_CHOWN), sets.inheritable());
        assertEquals(CapabilitySet.of(CAP_CHOWN, CAP_KILL), sets.permitted());
        assertEquals(CapabilitySet.of(CAP_CHOWN, CAP_KILL), sets.effective());
        assertEquals(CapabilitySet.of(CAP_CHOWN, CAP_KILL), sets.bounding());
        assertEquals(CapabilitySet.of(CAP_CHOWN), sets.ambient());
    }

    @Test
    void claims_no_set_that_the_status_does_not_tell() {
        Refusal refusal = assertThrows(Refusal.class, () -> CapabilitySets.parse(List.of("CapInh:\t0")));

        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("no line 'CapPrm:' among 1 lines"),
                refusal.getMessage());
    }

    @Property
    boolean refuses_any_other_lines(@ForAll List<String> lines) {
        assertThrows(Refusal.class, () -> CapabilitySets.parse(lines));
        return true;
    }
}
