package nutshell.capabilities;

import static nutshell.capabilities.Capability.CAP_CHOWN;
import static nutshell.capabilities.Capability.CAP_KILL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

/** Against capabilities(7), "Effect of user ID changes on capabilities". */
class CredentialsTest {

    private static final CapabilitySet BOTH = CapabilitySet.of(CAP_CHOWN, CAP_KILL);

    private final Credentials root = Credentials.ofRoot(BOTH);

    @Test
    void reads_the_effective_ids_of_a_status() {
        // Captured on Debian 12, Linux 6.18, from a process under setpriv --reuid 1000 --regid 100 --groups 4,24,
        // shortened.
        Credentials read = Credentials.parse(List.of(
                "Uid:\t1000\t1000\t1000\t1000",
                "Gid:\t100\t100\t100\t100",
                "Groups:\t4 24 ",
                "CapInh:\t0000000000000000",
                "CapPrm:\t0000000000000000",
                "CapEff:\t0000000000000000",
                "CapBnd:\t000001fffeffffff",
                "CapAmb:\t0000000000000000",
                "NoNewPrivs:\t1"));

        assertEquals(1000, read.user());
        assertEquals(100, read.group());
        assertEquals(List.of(4L, 24L), read.groups());
        assertTrue(read.noNewPrivileges());
        assertEquals("000001fffeffffff", read.capabilities().bounding().toString());
    }

    @Test
    void refuses_a_status_without_ids() {
        assertThrows(Refusal.class, () -> Credentials.parse(List.of("Uid:\t1000")));
    }

    @Test
    void leaving_user_0_takes_what_is_permitted_and_in_effect_but_no_ceiling() {
        CapabilitySets left = root.with(root.capabilities().raising(BOTH))
                .becoming(1000, false)
                .capabilities();

        assertEquals(
                new CapabilitySets(BOTH, CapabilitySet.EMPTY, CapabilitySet.EMPTY, BOTH, CapabilitySet.EMPTY), left);
    }

    @Test
    void keeping_capabilities_keeps_those_that_are_permitted_in_effect() {
        CapabilitySets kept = root.becoming(1000, true).capabilities();

        assertEquals(BOTH, kept.permitted());
        assertEquals(BOTH, kept.effective());
        assertEquals(
                CapabilitySet.EMPTY,
                root.becoming(1000, true)
                        .becoming(7, false)
                        .with(kept.without(BOTH))
                        .capabilities()
                        .effective());
    }

    @Test
    void a_group_leaves_the_others_unless_it_keeps_them() {
        Credentials member = new Credentials(0, 0, List.of(6L), root.capabilities(), false);

        assertEquals(List.of(), member.inGroup(5, false).groups());
        assertEquals(List.of(6L), member.inGroup(5, true).groups());
    }

    @Test
    void what_is_dropped_is_in_none_of_the_five() {
        CapabilitySet chown = CapabilitySet.of(CAP_CHOWN);
        CapabilitySets rest = root.capabilities().raising(BOTH).without(chown);

        assertTrue(rest.any().intersect(chown).isEmpty());
        assertEquals(CapabilitySet.of(CAP_KILL), rest.ambient());
    }
}
