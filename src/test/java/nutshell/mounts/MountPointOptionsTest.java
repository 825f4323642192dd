package nutshell.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class MountPointOptionsTest {

    @Test
    void keeps_from_the_kernel_what_mount_8_does_itself() {
        MountPointOptions options = MountPointOptions.parse("ro,X-mount.mkdir=700,nofail,size=64k");

        assertEquals(new MountPointOptions(Optional.of(0700), true, "ro,size=64k"), options);
    }

    @Test
    void makes_nothing_unless_it_is_asked_to() {
        assertEquals(
                new MountPointOptions(Optional.empty(), false, "lowerdir=/a\\,b,ro"),
                MountPointOptions.parse("lowerdir=/a\\,b,ro"));
        assertEquals(Optional.of(0755), MountPointOptions.parse("X-mount.mkdir").make());
    }

    @Test
    void refuses_a_mode_that_is_none() {
        assertThrows(Refusal.class, () -> MountPointOptions.parse("X-mount.mkdir=9"));
    }
}
