package nutshell.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class CgroupKeyTest {

    @Test
    void writes_the_same_name_on_version_2() {
        CgroupSetting setting = CgroupKey.resolve("memory.max", "64M", Machines.V2);

        assertEquals(
                new CgroupSetting(
                        "memory.max", "64M", "memory", List.of(new Write("memory", "memory.max", "67108864")), false),
                setting);
        assertEquals(List.of("memory"), setting.controllersToEnable());
    }

    @Test
    void enables_no_controller_for_what_every_group_has() {
        CgroupSetting setting = CgroupKey.resolve("cgroup.freeze", "1", Machines.V2);

        assertEquals(List.of(new Write("cgroup", "cgroup.freeze", "1")), setting.writes());
        assertEquals(List.of(), setting.controllersToEnable());
    }

    @Test
    void suggests_the_key_someone_meant() {
        Refusal refusal = assertThrows(Refusal.class, () -> CgroupKey.resolve("pid.max", "20", Machines.V2));

        assertSame(Refusal.Kind.USAGE, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("did you mean pids.max"), refusal.getMessage());
    }

    @Test
    void refuses_a_value_with_an_example_before_anything_is_written() {
        Refusal refusal = assertThrows(Refusal.class, () -> CgroupKey.resolve("memory.max", "64MB", Machines.V2));

        assertSame(Refusal.Kind.USAGE, refusal.kind());
        assertEquals(
                "memory.max cannot be '64MB': expected a number of bytes, K, M, G or T behind it or not, or max",
                refusal.getMessage());
        assertEquals("cgroup set memory.max 64M", refusal.remedy());
    }

    @Test
    void takes_its_own_examples() {
        for (CgroupKey key : CgroupKey.values()) {
            String value = key.example().replaceFirst("cgroup set \\S+ ", "").replace("\"", "");

            assertEquals(
                    key.file(),
                    CgroupKey.resolve(key.file(), value, Machines.V2).key());
        }
    }

    @Test
    void finds_the_file_that_shows_it_on_both_versions() {
        assertEquals(
                Optional.of(new CgroupFile("memory", "memory.oom_control")),
                CgroupKey.fileFor("memory.events", Machines.V1));
        assertEquals(
                Optional.of(new CgroupFile("memory", "memory.events")),
                CgroupKey.fileFor("memory.events", Machines.V2));
        assertEquals(
                Optional.of(Path.of("freezer/freezer.state")),
                CgroupKey.fileFor("cgroup.freeze", Machines.V1).map(CgroupFile::relative));
        assertEquals(Optional.empty(), CgroupKey.fileFor("memory.low", Machines.V1));
        assertThrows(Refusal.class, () -> CgroupKey.fileFor("memory.curent", Machines.V1));
    }

    @Test
    void knows_where_a_groups_file_lies() {
        CgroupFile file = new CgroupFile("pids", "pids.current");

        assertEquals(Path.of("/sys/fs/cgroup/pids/nutshell/c1/pids.current"), file.in("nutshell/c1", Machines.V1));
        assertEquals(Path.of("/sys/fs/cgroup/nutshell/c1/pids.current"), file.in("nutshell/c1", Machines.V2));
    }

    @Test
    void tells_how_a_setting_works_out() {
        assertEquals(
                List.of(CgroupReading.PIDS_CURRENT, CgroupReading.PIDS_EVENTS, CgroupReading.PIDS_PEAK),
                CgroupReading.of(CgroupKey.PIDS_MAX));
        assertEquals(
                Optional.of(new CgroupFile("memory", "memory.usage_in_bytes")),
                CgroupReading.MEMORY_CURRENT.on(Machines.V1));
        for (CgroupReading reading : CgroupReading.values()) {
            assertEquals(reading.file(), reading.on(Machines.V2).orElseThrow().file());
            assertFalse(reading.shows().isBlank());
        }
    }

    @Property
    boolean refuses_any_other_value_on_either_version(@ForAll("keys") String key, @ForAll("values") String value) {
        return resolvesOrRefuses(key, value, Machines.V1) && resolvesOrRefuses(key, value, Machines.V2);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.oneOf(Arbitraries.of(CgroupKey.names()), Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> nearly =
                Arbitraries.strings().withChars("0123456789KMGTPE:-, =max").ofMaxLength(24);
        return Arbitraries.oneOf(nearly, Arbitraries.strings());
    }

    private static boolean resolvesOrRefuses(String key, String value, CgroupMounts machine) {
        try {
            Map<String, String> earlier = Map.of("memory.max", "1M", "memory.swap.max", "0");
            return !CgroupKey.resolve(key, value, machine, earlier).writes().isEmpty();
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }
}
