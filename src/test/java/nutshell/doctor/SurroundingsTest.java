package nutshell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

    private static final byte[] PROGRAM = ElfTest.elf(1, 3);

    @Test
    void misses_a_busybox() {
        Finding finding =
                Expect.only("no-static-busybox", Invented.lackingNothing().lacking("busybox"));

        assertEquals("apt-get install busybox-static", finding.remedy());
    }

    @Test
    void does_not_take_a_dynamic_busybox_for_a_static_one() {
        InventedMachine machine = Invented.lackingNothing().binary("/usr/bin/busybox", PROGRAM);

        Finding finding = Expect.only("no-static-busybox", machine);
        assertTrue(finding.cause().startsWith("/usr/bin/busybox needs shared libraries"), finding.cause());
    }

    @Test
    void finds_the_static_one_beside_a_dynamic_one() {
        InventedMachine alpine = Invented.lackingNothing()
                .binary("/usr/bin/busybox", PROGRAM)
                .with("busybox.static")
                .binary("/usr/bin/busybox.static", ElfTest.elf(1));

        assertEquals(List.of(), Expect.ids(alpine));
    }

    @ParameterizedTest
    @ValueSource(strings = {"runc", "crun", "strace"})
    void installs_the_program_that_is_missing(String program) {
        Finding finding = Expect.only("no-" + program, Invented.lackingNothing().lacking(program));

        assertEquals("apt-get install " + program, finding.remedy());
    }

    @ParameterizedTest
    @CsvSource({
        "ID=ubuntu, apt-get install qemu-system-x86",
        "ID=fedora, dnf install qemu-system-x86",
        "ID=arch, pacman -S qemu-system-x86",
        "ID=alpine, apk add qemu-system-x86_64",
        "ID=\"opensuse-tumbleweed\", zypper install qemu-x86",
        "ID=mint ID_LIKE=\"ubuntu debian\", apt-get install qemu-system-x86",
        "ID=slackware, 'with this distribution''s package command, install qemu-system-x86'"
    })
    void speaks_the_package_command_of_the_distribution(String release, String remedy) {
        InventedMachine machine = Invented.lackingNothing()
                .lacking("qemu-system-x86_64")
                .file("/etc/os-release", release.replace(" ID_", "\nID_") + "\n");

        assertEquals(remedy, Expect.only("no-qemu", machine).remedy());
    }

    @Test
    void fetches_the_lists_where_apt_has_none() {
        InventedMachine machine = Invented.lackingNothing().lacking("crun").without("/var/lib/apt/lists");

        assertEquals(
                "apt-get update && apt-get install crun",
                Expect.only("no-crun", machine).remedy());
    }

    @Test
    void asks_for_the_qemu_of_this_processor() {
        InventedMachine machine = Invented.lackingNothing().on("aarch64");

        assertEquals(
                "apt-get install qemu-system-arm",
                Expect.only("no-qemu", machine).remedy());
    }

    @Test
    void wants_no_lab_machine_inside_the_lab_machine() {
        InventedMachine lab = Invented.lackingNothing()
                .file("/proc/cmdline", "nutshell.lab=1")
                .lacking("qemu-system-x86_64")
                .without("/dev/kvm");

        assertEquals(List.of(), Expect.ids(lab));
    }

    @Test
    void loads_the_module_of_this_processor() {
        InventedMachine machine = Invented.lackingNothing().without("/dev/kvm");

        assertTrue(Expect.only("no-kvm", machine).remedy().contains("firmware"));
        machine.file("/proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu svm sse2\n");
        assertEquals("modprobe kvm_amd", Expect.only("no-kvm", machine).remedy());
    }

    @Test
    void joins_the_group_that_may_open_kvm() {
        InventedMachine machine =
                Invented.ofAlice().refusing("/dev/kvm", "EACCES").openTo("kvm", "/dev/kvm");

        assertEquals(
                "sudo usermod -aG kvm alice, then log in again",
                Expect.among("no-kvm", machine).remedy());
    }

    @Test
    void opens_a_kvm_whose_group_opens_nothing() {
        InventedMachine machine = Invented.ofAlice().refusing("/dev/kvm", "EACCES");

        assertEquals("sudo chmod o+rw /dev/kvm", Expect.among("no-kvm", machine).remedy());
    }

    @Test
    void puts_sudo_before_each_command_of_a_row() {
        InventedMachine machine = Invented.ofAlice().lacking("crun").without("/var/lib/apt/lists");

        assertEquals(
                "sudo apt-get update && sudo apt-get install crun",
                Expect.among("no-crun", machine).remedy());
    }

    @Test
    void starts_the_engine_a_docker_client_waits_for() {
        InventedMachine machine = Invented.lackingNothing()
                .with("docker")
                .binary("/usr/bin/docker", new byte[] {0x7f, 'E'})
                .file("/run/systemd/system/x", "")
                .with("dockerd");

        assertEquals("systemctl start docker", Expect.only("no-docker", machine).remedy());
        assertEquals(List.of(), Expect.ids(machine.file("/var/run/docker.sock", "")));
    }

    @Test
    void wants_no_engine_for_podmans_stand_in() {
        InventedMachine machine =
                Invented.lackingNothing().with("docker").binary("/usr/bin/docker", new byte[] {'#', '!'});

        assertEquals(List.of(), Expect.ids(machine));
    }

    @Test
    void misses_any_engine_at_all() {
        assertEquals(
                "apt-get install podman",
                Expect.only("no-podman", Invented.lackingNothing().lacking("podman"))
                        .remedy());
    }

    @Test
    void measures_memory_and_disk() {
        InventedMachine machine = Invented.lackingNothing()
                .free(5L << 20)
                .edit("/proc/meminfo", text -> text.replace("3018240", "301824"));

        assertEquals(List.of("low-memory", "low-disk"), Expect.ids(machine));
        assertTrue(Expect.among("low-memory", machine).cause().contains("294 MiB"));
    }

    @Test
    void reads_the_locale_that_decides() {
        InventedMachine machine = Invented.lackingNothing().set("LC_ALL", "de_DE.ISO-8859-1");

        assertTrue(Expect.only("not-utf-8", machine).cause().contains("de_DE.ISO-8859-1"));
        assertEquals(List.of(), Expect.ids(machine.set("LC_ALL", "de_DE.utf8")));
        Expect.only("not-utf-8", machine.unset("LC_ALL").unset("LANG"));
    }
}
