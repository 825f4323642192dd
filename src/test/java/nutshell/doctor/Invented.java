package nutshell.doctor;

/** The machines that tests begin with, before they take something away. */
final class Invented {

    private static final String FIRST_NAMESPACES =
            "cgroup:[4026531835] ipc:[4026531839] mnt:[4026531832] net:[4026531833] pid:[4026531836] time:[4026531834]"
                    + " user:[4026531837] uts:[4026531838]";

    private Invented() {}

    /** Invented, in the form of a Debian 13 machine: Linux 6.12, cgroup v2 only, AppArmor. */
    static InventedMachine lackingNothing() {
        InventedMachine machine = new InventedMachine();
        machine.file("/proc/self/status", """
                        Uid:\t0\t0\t0\t0
                        CapInh:\t0000000000000000
                        CapPrm:\t000001ffffffffff
                        CapEff:\t000001ffffffffff
                        CapBnd:\t000001ffffffffff
                        CapAmb:\t0000000000000000
                        Seccomp:\t0
                        """)
                .file("/proc/sys/kernel/cap_last_cap", "40\n")
                .file("/proc/sys/kernel/osrelease", "6.12.43+deb13-amd64\n")
                .file("/proc/cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro quiet\n")
                .file("/proc/self/mountinfo", """
                        25 31 0:22 / /sys rw,nosuid shared:7 - sysfs sysfs rw
                        30 25 0:26 / /sys/fs/cgroup rw,nosuid,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate
                        """)
                .file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n")
                .file("/sys/fs/cgroup/cgroup.subtree_control", "cpu memory pids\n")
                .file("/proc/filesystems", "nodev\tcgroup\nnodev\tcgroup2\n\text4\nnodev\toverlay\n")
                .file("/proc/sys/kernel/seccomp/actions_avail", "kill_process kill_thread trap errno trace log allow\n")
                .file("/proc/sys/user/max_user_namespaces", "15000\n")
                .file("/proc/sys/kernel/unprivileged_userns_clone", "1\n")
                .file("/sys/kernel/security/lsm", "lockdown,capability,landlock,yama,apparmor")
                .file("/proc/meminfo", "MemTotal:        4018240 kB\nMemAvailable:    3018240 kB\n")
                .file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\n")
                .file("/var/lib/apt/lists/mirror_dists_trixie_main_binary-amd64_Packages", "")
                .file("/proc/sys/fs/fanotify/max_user_groups", "128\n")
                .file("/proc/sys/vm/memfd_noexec", "0\n")
                .file("/dev/kvm", "")
                .file("/etc/subuid", "")
                .set("LANG", "C.UTF-8");
        for (String name : FIRST_NAMESPACES.split(" ", -1)) {
            machine.link("/proc/self/ns/" + name.substring(0, name.indexOf(':')), name);
        }
        for (String name : "unshare setpriv sysctl ip runc crun strace podman qemu-system-x86_64".split(" ", -1)) {
            machine.with(name);
        }
        return machine.with("busybox").binary("/usr/bin/busybox", ElfTest.elf(1, 6));
    }

    static InventedMachine ofAlice() {
        return lackingNothing()
                .edit(
                        "/proc/self/status",
                        text -> text.replace("Uid:\t0\t0", "Uid:\t1000\t1000")
                                .replace("CapEff:\t000001ffffffffff", "CapEff:\t0000000000000000"))
                .named("alice")
                .with("sudo")
                .with("newuidmap")
                .with("newgidmap")
                .file("/etc/subuid", "alice:100000:65536\n")
                .file("/etc/subgid", "alice:100000:65536\n");
    }
}
