package nutshell.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class VersionOneTest {

    @Test
    void says_it_in_version_1s_files() {
        assertEquals(List.of("pids/pids.max=20"), writes("pids.max", "20"));
        assertEquals(List.of("pids/pids.max=max"), writes("pids.max", "max"));
        assertEquals(List.of("memory/memory.limit_in_bytes=67108864"), writes("memory.max", "64M"));
        assertEquals(List.of("memory/memory.limit_in_bytes=-1"), writes("memory.max", "max"));
        assertEquals(List.of("memory/memory.soft_limit_in_bytes=1024"), writes("memory.high", "1k"));
        assertEquals(List.of("freezer/freezer.state=FROZEN"), writes("cgroup.freeze", "1"));
        assertEquals(List.of("freezer/freezer.state=THAWED"), writes("cgroup.freeze", "0"));
    }

    @Test
    void writes_the_period_before_the_quota() {
        assertEquals(
                List.of("cpu/cpu.cfs_period_us=100000", "cpu/cpu.cfs_quota_us=50000"),
                writes("cpu.max", "50000 100000"));
        assertEquals(
                List.of("cpu/cpu.cfs_period_us=100000", "cpu/cpu.cfs_quota_us=-1"), writes("cpu.max", "max 100000"));
        assertEquals(List.of("cpu/cpu.cfs_quota_us=50000"), writes("cpu.max", "50000"));
    }

    @Test
    void spreads_weights_over_all_shares() {
        assertEquals(List.of("cpu/cpu.shares=2"), writes("cpu.weight", "1"));
        assertEquals(List.of("cpu/cpu.shares=2597"), writes("cpu.weight", "100"));
        assertEquals(List.of("cpu/cpu.shares=262144"), writes("cpu.weight", "10000"));
    }

    @Test
    void asks_for_the_parents_cpus_before_a_process_may_join() {
        CgroupSetting cpus = CgroupKey.resolve("cpuset.cpus", "0-1", Machines.V1);

        assertEquals(List.of(new Write("cpuset", "cpuset.cpus", "0-1")), cpus.writes());
        assertTrue(cpus.needsParentCpuset());
        assertFalse(CgroupKey.resolve("cpuset.cpus", "0-1", Machines.V2).needsParentCpuset());
        assertFalse(CgroupKey.resolve("pids.max", "1", Machines.V1).needsParentCpuset());
    }

    @Test
    void limits_swap_only_together_with_memory() {
        Refusal refusal = assertThrows(Refusal.class, () -> writes("memory.swap.max", "0"));

        assertSame(Refusal.Kind.MACHINE, refusal.kind());
        assertEquals("first cgroup set memory.max 64M", refusal.remedy());
        assertEquals(
                List.of("memory/memory.memsw.limit_in_bytes=68157440"),
                writes("memory.swap.max", "1M", Map.of("memory.max", "64M")));
        assertEquals(List.of("memory/memory.memsw.limit_in_bytes=-1"), writes("memory.swap.max", "max"));
    }

    @Test
    void keeps_the_sum_above_the_memory_at_every_moment() {
        Map<String, String> earlier = Map.of("memory.max", "64M", "memory.swap.max", "0");

        assertEquals(
                List.of("memory/memory.memsw.limit_in_bytes=134217728", "memory/memory.limit_in_bytes=134217728"),
                writes("memory.max", "128M", earlier));
        assertEquals(
                List.of("memory/memory.limit_in_bytes=33554432", "memory/memory.memsw.limit_in_bytes=33554432"),
                writes("memory.max", "32M", earlier));
    }

    @Test
    void lifts_no_memory_limit_that_a_swap_limit_rests_on() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> writes("memory.max", "max", Map.of("memory.max", "64M", "memory.swap.max", "0")));

        assertEquals("first cgroup set memory.swap.max max", refusal.remedy());
    }

    @Test
    void says_what_version_1_cannot_do_and_what_comes_near() {
        Refusal low = assertThrows(Refusal.class, () -> writes("memory.low", "16M"));
        Refusal io = assertThrows(Refusal.class, () -> writes("io.max", "8:0 wbps=1048576"));
        Refusal kill = assertThrows(Refusal.class, () -> writes("cgroup.kill", "1"));

        assertSame(Refusal.Kind.MACHINE, low.kind());
        assertEquals("cgroup v1, which this machine uses, has no file for memory.low", low.getMessage());
        assertTrue(io.remedy().contains("blkio.throttle.*"), io.remedy());
        assertTrue(kill.remedy().contains("cgroup.procs"), kill.remedy());
    }

    @Test
    void says_which_controller_is_not_mounted() {
        CgroupMounts onlyPids = CgroupMounts.parse(Machines.HYBRID_LINES.subList(9, 10));

        Refusal refusal = assertThrows(Refusal.class, () -> CgroupKey.resolve("memory.max", "64M", onlyPids));

        assertEquals("the cgroup v1 controller 'memory' is not mounted on this machine", refusal.getMessage());
    }

    private static List<String> writes(String key, String value) {
        return writes(key, value, Map.of());
    }

    private static List<String> writes(String key, String value, Map<String, String> earlier) {
        return CgroupKey.resolve(key, value, Machines.V1, earlier).writes().stream()
                .map(write -> write.controller() + "/" + write.file() + "=" + write.value())
                .toList();
    }
}
