package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ControlGroupsTest {

    // Captured on Linux 6.18 in a virtual machine with a hybrid layout, shortened.
    private static final String HYBRID = """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu
            35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
            39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
            40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """;

    private static InventedMachine mounted(String mountinfo) {
        return Invented.lackingNothing().file("/proc/self/mountinfo", mountinfo);
    }

    @Test
    void knows_the_versions_by_what_is_mounted() {
        String v1 = HYBRID.lines().filter(line -> !line.contains("cgroup2")).reduce("", (a, b) -> a + b + "\n");

        assertEquals("v2", CgroupLayout.of(Invented.lackingNothing()).version());
        assertEquals("hybrid", CgroupLayout.of(mounted(HYBRID)).version());
        assertEquals("v1", CgroupLayout.of(mounted(v1)).version());
        assertEquals(
                "none", CgroupLayout.of(mounted("garbage\n\n1 2 - cgroup\n")).version());
    }

    @Test
    void takes_a_v2_machine_with_a_named_v1_hierarchy_for_v2() {
        InventedMachine machine = Invented.lackingNothing()
                .edit("/proc/self/mountinfo", text -> text + "99 25 0:50 / /mnt/nut rw - cgroup cgroup rw,name=nut\n");

        assertEquals("v2", CgroupLayout.of(machine).version());
        assertEquals(List.of(), Expect.ids(machine));
    }

    @Test
    void names_the_boot_parameters_that_give_v2() {
        Finding finding = Expect.only("cgroup-hybrid", mounted(HYBRID));

        assertTrue(finding.remedy().contains("systemd.unified_cgroup_hierarchy=1 cgroup_no_v1=all"), finding.remedy());
    }

    @Test
    void mounts_what_is_not_mounted() {
        assertEquals(
                "mount -t cgroup2 cgroup2 /sys/fs/cgroup",
                Expect.only("cgroup-not-mounted", mounted("")).remedy());
    }

    @Test
    void remounts_what_is_read_only() {
        InventedMachine machine = Invented.lackingNothing()
                .edit("/proc/self/mountinfo", text -> text.replace("rw,nosuid,rel", "ro,nosuid,rel"));

        assertTrue(Expect.only("cgroup-readonly", machine)
                .remedy()
                .startsWith("mount -o remount,bind,rw /sys/fs/cgroup;"));
    }

    @Test
    void remounts_a_file_system_that_is_read_only_everywhere() {
        InventedMachine machine =
                Invented.lackingNothing().edit("/proc/self/mountinfo", text -> text.replace("rw,nsdelegate", "ro"));

        assertTrue(Expect.only("cgroup-readonly", machine).remedy().startsWith("mount -o remount,rw /sys/fs/cgroup;"));
    }

    @Test
    void minds_no_read_only_directory_around_the_hierarchies() {
        // systemd mounts the tmpfs around v1 hierarchies so.
        assertEquals(
                List.of("cgroup-hybrid"),
                Expect.ids(mounted(HYBRID.replace("cgroup rw,relatime - tmpfs", "cgroup ro - tmpfs"))));
    }

    @Test
    void enables_a_controller_for_the_groups_below() {
        InventedMachine machine = Invented.lackingNothing().file("/sys/fs/cgroup/cgroup.subtree_control", "cpu\n");

        assertEquals(
                "echo '+pids +memory' > /sys/fs/cgroup/cgroup.subtree_control",
                Expect.only("cgroup-no-controller", machine).remedy());
    }

    @Test
    void moves_processes_out_of_a_groups_way_before_enabling() {
        InventedMachine container = Invented.lackingNothing()
                .file("/sys/fs/cgroup/cgroup.subtree_control", "")
                .file("/sys/fs/cgroup/cgroup.type", "domain\n");

        String remedy = Expect.only("cgroup-no-controller", container).remedy();
        assertTrue(remedy.startsWith("mkdir -p /sys/fs/cgroup/init && while read p"), remedy);
    }

    @Test
    void asks_for_a_controller_that_was_not_handed_down() {
        InventedMachine machine = Invented.lackingNothing().file("/sys/fs/cgroup/cgroup.controllers", "cpu memory\n");

        Finding finding = Expect.only("cgroup-no-controller", machine);
        assertTrue(finding.what().contains("Limits of pids cannot"), finding.what());
        assertTrue(finding.remedy().contains("cgroup_disable="), finding.remedy());
    }

    @Test
    void mounts_a_v1_hierarchy_that_is_missing() {
        InventedMachine machine =
                mounted(HYBRID.lines().filter(line -> !line.contains("pids")).reduce("", (a, b) -> a + b + "\n"));

        assertEquals(
                "mkdir -p /sys/fs/cgroup/pids && mount -t cgroup -o pids cgroup /sys/fs/cgroup/pids",
                Expect.among("cgroup-no-controller", machine).remedy());
    }
}
