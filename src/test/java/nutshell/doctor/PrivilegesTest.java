package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

    @Test
    void finds_nothing_on_a_machine_that_lacks_nothing() {
        assertEquals(List.of(), Expect.ids(Invented.lackingNothing()));
    }

    @Test
    void tells_an_ordinary_user_the_way_to_root() {
        Finding finding = Expect.only("not-root", Invented.ofAlice());

        assertEquals("sudo ./nutshell; or the lab machine: ./nutshell vm up", finding.remedy());
        assertTrue(finding.cause().contains("alice, uid 1000"), finding.cause());
    }

    @Test
    void names_no_sudo_where_there_is_none() {
        Finding finding = Expect.only("not-root", Invented.ofAlice().lacking("sudo"));

        assertTrue(finding.remedy().startsWith("su -c ./nutshell"), finding.remedy());
    }

    @Test
    void names_the_capabilities_nobody_here_can_have() {
        // Captured on Linux 6.18 in a virtual machine whose first process had dropped CAP_SYS_RESOURCE.
        InventedMachine machine = Invented.lackingNothing()
                .edit("/proc/self/status", text -> text.replace("000001ffffffffff", "000001fffeffffff"));

        Finding finding = Expect.only("missing-capability", machine);
        assertTrue(finding.what().contains("CAP_SYS_RESOURCE:"), finding.what());
    }

    @Test
    void counts_only_capabilities_this_kernel_knows() {
        InventedMachine older = Invented.lackingNothing()
                .file("/proc/sys/kernel/cap_last_cap", "37\n")
                .edit("/proc/self/status", text -> text.replace("000001ffffffffff", "0000003fffffffff"));

        assertEquals(List.of(), Expect.ids(older));
    }

    @Test
    void sees_that_the_host_is_itself_a_container() {
        InventedMachine container = Invented.lackingNothing()
                .link("/proc/self/ns/pid", "pid:[4026532471]")
                .file("/.dockerenv", "");

        Finding finding = Expect.only("in-a-container", container);
        assertTrue(finding.cause().contains("namespaces of pid; /.dockerenv"), finding.cause());
    }

    @Test
    void is_not_fooled_by_a_file_that_an_image_left_on_a_real_machine() {
        assertEquals(List.of(), Expect.ids(Invented.lackingNothing().file("/.dockerenv", "")));
    }

    @Test
    void sends_nobody_from_the_lab_machine_to_the_lab_machine() {
        InventedMachine lab = Invented.ofAlice().file("/proc/cmdline", "quiet nutshell.lab=1\n");

        assertEquals("sudo ./nutshell", Expect.only("not-root", lab).remedy());
    }
}
