package nutshell.cgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CgroupMountsTest {

    @Test
    void takes_a_hybrid_machine_as_version_1() {
        CgroupMounts mounts = CgroupMounts.parse(Machines.HYBRID_LINES);

        assertSame(CgroupVersion.HYBRID, mounts.version());
        assertTrue(mounts.version().usesV1());
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/unified")), mounts.unified());
        assertEquals(Path.of("/sys/fs/cgroup/pids"), mounts.hierarchy("pids"));
        assertEquals(
                Set.of("cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "name=systemd"),
                mounts.controllers().keySet());
    }

    @Test
    void finds_version_2_where_it_is_alone() {
        CgroupMounts mounts = CgroupMounts.parse(Machines.V2_LINES);

        assertSame(CgroupVersion.V2, mounts.version());
        assertEquals(Path.of("/sys/fs/cgroup"), mounts.hierarchy("pids"));
    }

    @Test
    void stays_with_version_2_beside_a_hierarchy_that_has_only_a_name() {
        // Written after cgroups(7): `mount -t cgroup -o none,name=nut cgroup /tmp/nut` on a v2 machine.
        List<String> lines = Stream.concat(
                        Machines.V2_LINES.stream(),
                        Stream.of("60 23 0:50 / /tmp/nut rw,relatime - cgroup cgroup rw,name=nut"))
                .toList();

        CgroupMounts mounts = CgroupMounts.parse(lines);

        assertSame(CgroupVersion.V2, mounts.version());
        assertEquals(Path.of("/tmp/nut"), mounts.controllers().get("name=nut"));
    }

    @Test
    void finds_version_1_and_two_controllers_in_one_hierarchy() {
        // Written after cgroups(7): two controllers co-mounted.
        CgroupMounts mounts = CgroupMounts.parse(
                List.of("32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct"));

        assertSame(CgroupVersion.V1, mounts.version());
        assertEquals(mounts.hierarchy("cpu"), mounts.hierarchy("cpuacct"));
        assertEquals(Optional.empty(), mounts.unified());
    }

    @Test
    void takes_the_first_of_two_mounts_of_a_hierarchy() {
        List<String> lines = Stream.concat(
                        Machines.V2_LINES.stream(),
                        Stream.of("70 23 0:26 /box /run/box/cgroup rw - cgroup2 cgroup2 rw"))
                .toList();

        assertEquals(
                Optional.of(Path.of("/sys/fs/cgroup")),
                CgroupMounts.parse(lines).unified());
    }

    @Test
    void says_what_to_mount_where_something_is_missing() {
        Refusal nothing = assertThrows(Refusal.class, () -> CgroupMounts.parse(List.of()));
        Refusal rdma = assertThrows(
                Refusal.class, () -> CgroupMounts.parse(Machines.HYBRID_LINES).hierarchy("rdma"));

        assertSame(Refusal.Kind.MACHINE, nothing.kind());
        assertSame(Refusal.Kind.MACHINE, rdma.kind());
        assertEquals("mount -t cgroup -o rdma cgroup /sys/fs/cgroup/rdma", rdma.remedy());
    }

    @Test
    @Tag("machine")
    void reads_this_machine() {
        assertTrue(CgroupMounts.ofThisMachine().version().usesV1()
                || CgroupMounts.ofThisMachine().unified().isPresent());
    }

    @Property
    boolean refuses_what_is_no_mountinfo(@ForAll("nearly") List<String> lines) {
        try {
            return CgroupMounts.parse(lines).version().usesV1() || !lines.isEmpty();
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }

    @Provide
    Arbitrary<List<String>> nearly() {
        Arbitrary<String> points = Arbitraries.of("/", "/\\000", "\\033[2J", "/é", "");
        return points.map(point -> "1 2 0:3 / " + point + " rw - cgroup2 none rw,pids")
                .list()
                .ofMaxSize(3);
    }
}
