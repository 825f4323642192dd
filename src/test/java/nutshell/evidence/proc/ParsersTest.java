package nutshell.evidence.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ParsersTest {

    @Test
    void a_descriptor_says_on_which_mount_it_was_opened() {
        Descriptor descriptor = Descriptor.parse(7, "/etc", List.of("pos:\t0", "flags:\t0100000", "mnt_id:\t24"));

        assertEquals(OptionalLong.of(24), descriptor.mount());
        assertTrue(descriptor.isFile());
    }

    @Test
    void pipes_sockets_and_memory_files_are_no_files_of_anyones_tree() {
        assertFalse(Descriptor.parse(1, "pipe:[2682826]", List.of()).isFile());
        assertFalse(Descriptor.parse(1, "/memfd:jit (deleted)", List.of()).isFile());
        assertEquals(
                OptionalLong.of(42),
                Descriptor.parse(3, "socket:[42]", List.of()).socket());
    }

    @Test
    void a_device_is_its_numbers_whatever_its_name() {
        assertEquals(new DeviceNode("innocent", true, 254, 16), DeviceNode.of("innocent", true, 0xfe10));
        assertTrue(DeviceNode.of("null", false, 0x103).isUsual());
        assertFalse(DeviceNode.of("null", true, 0x103).isUsual());
        assertFalse(DeviceNode.of("null", false, 0x101).isUsual(), "1:1 is /dev/mem");
    }

    @Test
    void large_minors_are_put_together_as_makedev_took_them_apart() {
        // makedev(259, 300) by glibc.
        assertEquals(new DeviceNode("nvme", true, 259, 300), DeviceNode.of("nvme", true, 0x11032cL));
    }

    @Test
    void says_v1s_limits_in_v2s_words() {
        assertEquals("max", CgroupLimit.asInV2("memory.max", "9223372036854771712", Optional.empty()));
        assertEquals("67108864", CgroupLimit.asInV2("memory.max", "67108864", Optional.empty()));
        assertEquals("max 100000", CgroupLimit.asInV2("cpu.max", "-1", Optional.of("100000")));
        assertEquals("50000 100000", CgroupLimit.asInV2("cpu.max", "50000", Optional.of("100000")));
    }

    @Test
    void the_tightest_limit_holds() {
        assertTrue(tightness("20") < tightness("max"));
        assertTrue(tightness("50000 100000") < tightness("90000 100000"));
        assertTrue(tightness("200000 100000") < tightness("max 100000"));
    }

    private static double tightness(String value) {
        return new CgroupLimit("x", value, "/sys/fs/cgroup/x").tightness();
    }
}
