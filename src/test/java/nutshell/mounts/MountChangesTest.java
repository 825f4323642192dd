package nutshell.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountChangesTest {

    // Captured on Debian 12, Linux 6.18, before and after `unshare -m --propagation unchanged`, under --make-rshared,
    // shortened.
    private static final String BEFORE = "43 42 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard";
    private static final String COPIED = "64 63 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard";
    private static final String TMPFS = "86 66 0:39 / /tmp/a rw,relatime - tmpfs tmpfs rw";

    @Test
    void sees_no_change_in_a_mount_that_was_copied_into_another_namespace() {
        assertTrue(compare(List.of(BEFORE), List.of(COPIED)).isEmpty());
    }

    @Test
    void ignores_the_number_of_a_peer_group_but_not_its_kind() {
        assertTrue(compare(List.of(BEFORE), List.of(COPIED.replace("shared:1", "shared:7")))
                .isEmpty());

        MountChanges changes = compare(List.of(BEFORE), List.of(COPIED.replace("shared:1 ", "")));

        assertEquals(MountInfo.parse(List.of(BEFORE)), changes.removed());
        assertEquals("private", changes.added().get(0).propagation());
    }

    @Test
    void counts_mounts_that_are_alike() {
        MountChanges stacked = compare(List.of(BEFORE, TMPFS), List.of(COPIED, TMPFS, TMPFS, TMPFS));

        assertEquals(MountInfo.parse(List.of(TMPFS, TMPFS)), stacked.added());
        assertEquals(List.of(), stacked.removed());
    }

    @Test
    void sees_options_change() {
        MountChanges changes = compare(List.of(TMPFS), List.of(TMPFS.replace("rw,relatime", "ro,relatime")));

        assertEquals("rw,relatime", changes.removed().get(0).options());
        assertEquals("ro,relatime", changes.added().get(0).options());
    }

    private static MountChanges compare(List<String> before, List<String> after) {
        return MountInfo.compare(MountInfo.parse(before), MountInfo.parse(after));
    }
}
