package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class KernelFeaturesTest {

    @Test
    void tries_the_overlay_that_no_list_shows() {
        InventedMachine machine =
                Invented.lackingNothing().edit("/proc/filesystems", text -> text.replace("nodev\toverlay\n", ""));

        assertEquals(List.of(), Expect.ids(machine));
        machine.refusing("-t overlay", "mount: unknown filesystem type 'overlay'");
        assertTrue(Expect.only("no-overlay", machine).remedy().contains("CONFIG_OVERLAY_FS=y"));
    }

    @Test
    void misses_the_links_of_a_network() {
        Expect.only("no-veth", Invented.lackingNothing().refusing("type veth", "RTNETLINK answers: Not supported"));
    }

    @Test
    void misses_filters() {
        Expect.only("no-seccomp", Invented.lackingNothing().without("/proc/sys/kernel/seccomp/actions_avail"));
    }

    @Test
    void admits_that_the_security_modules_cannot_be_read() {
        InventedMachine machine = Invented.lackingNothing()
                .without("/sys/kernel/security/lsm")
                .file("/sys/module/apparmor/parameters/enabled", "Y\n");

        assertEquals(
                "mount -t securityfs securityfs /sys/kernel/security",
                Expect.only("lsm-unreadable", machine).remedy());
        assertEquals(List.of("apparmor"), Machine.of(machine).lsm());
    }

    @Test
    void boots_with_a_module_the_kernel_has() {
        InventedMachine machine = Invented.lackingNothing()
                .file("/sys/kernel/security/lsm", "lockdown,capability,yama,apparmor")
                .file("/boot/config-6.12.43+deb13-amd64", "CONFIG_SECURITY_LANDLOCK=y\n");

        assertTrue(Expect.only("no-landlock", machine)
                .remedy()
                .startsWith("boot with lsm=landlock,lockdown,yama,apparmor on the kernel command line;"));
    }

    @Test
    void promises_no_module_the_kernel_was_built_without() {
        InventedMachine machine = Invented.lackingNothing()
                .file("/sys/kernel/security/lsm", "lockdown,capability,landlock,bpf")
                .file("/proc/config.gz", "# CONFIG_SECURITY_APPARMOR is not set\n");

        Finding finding = Expect.only("no-apparmor", machine);
        assertEquals("This kernel was built without CONFIG_SECURITY_APPARMOR.", finding.cause());
        assertTrue(finding.remedy().startsWith("boot a kernel built with"), finding.remedy());
    }
}
