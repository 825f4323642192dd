package nutshell.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class CgroupFilesTest {

    @Test
    void reads_where_a_process_is_on_a_hybrid_machine() {
        // Captured on Debian 12, Linux 6.18, with `cat /proc/self/cgroup`, a group's name changed, shortened.
        List<CgroupMembership> memberships =
                CgroupMembership.parse(List.of("9:name=systemd:/", "4:memory:/jobs/f3fc", "0::/"));

        assertEquals(new CgroupMembership(9, List.of("name=systemd"), "/"), memberships.get(0));
        assertEquals(new CgroupMembership(4, List.of("memory"), "/jobs/f3fc"), memberships.get(1));
        assertEquals(new CgroupMembership(0, List.of(), "/"), memberships.get(2));
    }

    @Test
    void reads_controllers_that_share_a_hierarchy_and_names_with_colons() {
        // Written after cgroups(7).
        assertEquals(
                List.of(new CgroupMembership(2, List.of("cpu", "cpuacct"), "/a:b (deleted)")),
                CgroupMembership.parse(List.of("2:cpu,cpuacct:/a:b (deleted)")));
    }

    @Test
    void refuses_a_membership_by_its_line() {
        Refusal refusal = assertThrows(Refusal.class, () -> CgroupMembership.parse(List.of("0::/", "0::nowhere")));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("line 2 "), refusal.getMessage());
    }

    @Test
    void reads_keys_and_numbers() {
        // Captured on Debian 12, Linux 6.18, from an empty group's memory.oom_control (v1).
        Map<String, Long> values = FlatKeyed.parse(List.of("oom_kill_disable 0", "under_oom 0", "oom_kill 0"));

        assertEquals(Map.of("oom_kill_disable", 0L, "under_oom", 0L, "oom_kill", 0L), values);
        assertEquals(List.of("oom_kill_disable", "under_oom", "oom_kill"), List.copyOf(values.keySet()));
        // Captured there from memory.stat: no limit.
        assertEquals(
                Map.of("hierarchical_memory_limit", 9223372036854771712L),
                FlatKeyed.parse(List.of("hierarchical_memory_limit 9223372036854771712")));
    }

    @Test
    void refuses_a_number_that_fits_nowhere() {
        assertThrows(Refusal.class, () -> FlatKeyed.parse(List.of("oom_kill 9999999999999999999")));
    }

    @Property
    boolean refuses_any_other_memberships(@ForAll List<String> lines) {
        try {
            return CgroupMembership.parse(lines).size() == lines.size();
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }

    @Property
    boolean refuses_any_other_keys(@ForAll List<String> lines) {
        try {
            return FlatKeyed.parse(lines).size() <= lines.size();
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }
}
