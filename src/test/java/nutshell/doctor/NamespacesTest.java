package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamespacesTest {

    @Test
    void names_the_kinds_an_old_kernel_lacks() {
        Finding finding = Expect.only("no-namespace", Invented.lackingNothing().without("/proc/self/ns/time"));

        assertTrue(finding.what().startsWith("unshare time ends"), finding.what());
    }

    @Test
    void says_which_kinds_root_was_refused() {
        // Invented: the capabilities are those Docker gives by default.
        InventedMachine machine = Invented.lackingNothing()
                .refusing("unshare --", "unshare: unshare failed: Operation not permitted")
                .edit(
                        "/proc/self/status",
                        text -> text.replace("CapEff:\t000001ffffffffff", "CapEff:\t00000000a80425fb"));

        Finding finding = Expect.among("namespaces-refused", machine);
        assertTrue(finding.what().contains("uts mount net ipc cgroup pid"), finding.what());
        assertTrue(finding.remedy().contains("CAP_SYS_ADMIN"), finding.remedy());
    }

    @Test
    void says_when_only_proc_cannot_be_mounted() {
        InventedMachine machine =
                Invented.lackingNothing().refusing("--mount-proc", "unshare: mount /proc failed: Permission denied");

        assertTrue(Expect.only("no-proc-mount", machine).cause().contains("Permission denied"));
    }

    @Test
    void names_every_switch_that_locks_users_out() {
        InventedMachine machine = Invented.lackingNothing()
                .file("/proc/sys/user/max_user_namespaces", "0\n")
                .file("/proc/sys/kernel/unprivileged_userns_clone", "0\n")
                .file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");

        assertEquals(
                "sysctl -w user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1"
                        + " kernel.apparmor_restrict_unprivileged_userns=0",
                Expect.only("user-namespaces-off", machine).remedy());
    }

    @Test
    void writes_the_file_where_sysctl_is_not_installed() {
        InventedMachine machine = Invented.lackingNothing()
                .file("/proc/sys/user/max_user_namespaces", "0\n")
                .lacking("sysctl");

        assertEquals(
                "echo 15000 > /proc/sys/user/max_user_namespaces",
                Expect.only("user-namespaces-off", machine).remedy());
    }

    @Test
    void tries_user_namespaces_where_no_switch_tells() {
        InventedMachine machine = Invented.lackingNothing()
                .refusing("unshare --user", "unshare: unshare failed: Operation not permitted");

        assertTrue(Expect.only("user-namespaces-off", machine).cause().startsWith("Tried: unshare: unshare failed"));
    }

    @Test
    void suspects_a_filter_only_where_there_is_one() {
        InventedMachine machine = Invented.lackingNothing()
                .refusing("unshare --user", "unshare: unshare failed: Operation not permitted");

        assertFalse(Expect.only("user-namespaces-off", machine).cause().contains("seccomp"));
        machine.edit("/proc/self/status", text -> text.replace("Seccomp:\t0", "Seccomp:\t2"));
        assertTrue(Expect.only("user-namespaces-off", machine).cause().contains("seccomp"));
    }

    @Test
    void claims_nothing_where_nobody_could_not_even_be_played() {
        InventedMachine machine =
                Invented.lackingNothing().refusing("setpriv", "setpriv: setresuid failed: Invalid argument");

        assertEquals(List.of(), Expect.ids(machine));
    }

    @Test
    void grants_a_user_ids_that_nobody_else_has() {
        InventedMachine machine = Invented.ofAlice().file("/etc/subuid", "bob:100000:65536\n# odd line\n:::\n");

        assertEquals(
                "sudo usermod --add-subuids 165536-231071 --add-subgids 165536-231071 alice",
                Expect.among("no-subids", machine).remedy());
    }

    @Test
    void makes_one_row_of_what_takes_two_commands() {
        InventedMachine machine =
                Invented.ofAlice().lacking("newgidmap").lacking("sudo").without("/etc/subgid");

        assertEquals(
                "as root: apt-get install uidmap && usermod --add-subuids 165536-231071 --add-subgids 165536-231071 alice",
                Expect.among("no-subids", machine).remedy());
    }

    @Test
    void installs_the_helpers_that_write_the_maps() {
        InventedMachine machine = Invented.ofAlice().lacking("newuidmap");

        assertEquals(
                "sudo apt-get install uidmap",
                Expect.among("no-subids", machine).remedy());
    }
}
