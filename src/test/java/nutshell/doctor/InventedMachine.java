package nutshell.doctor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A machine made of words: at first it lacks nothing, then a test takes away what it is about. */
final class InventedMachine implements Facts {

    private static final String FIRST_NAMESPACES =
            "cgroup:[4026531835] ipc:[4026531839] mnt:[4026531832] net:[4026531833] pid:[4026531836] time:[4026531834]"
                    + " user:[4026531837] uts:[4026531838]";

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, byte[]> binaries = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<String> programs = new HashSet<>();
    private String userName = "root";
    private String processor = "x86_64";
    private long freeBytes = 50L << 30;

    /** Invented, in the form of a Debian 13 machine: Linux 6.12, cgroup v2 only, AppArmor. */
    static InventedMachine lackingNothing() {
        InventedMachine machine = new InventedMachine();
        machine.file(
                        "/proc/self/status",
                        "Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\nCapBnd:\t000001ffffffffff\nSeccomp:\t0\n")
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
                .file("/var/lib/apt/lists/deb.debian.org_dists_trixie_main_binary-amd64_Packages", "")
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

    InventedMachine file(String path, String text) {
        files.put(path, text);
        return this;
    }

    InventedMachine edit(String path, Function<String, String> change) {
        return file(path, change.apply(text(path).orElseThrow()));
    }

    InventedMachine without(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        links.remove(path);
        return this;
    }

    InventedMachine binary(String path, byte[] content) {
        binaries.put(path, content);
        return this;
    }

    InventedMachine link(String path, String target) {
        links.put(path, target);
        return this;
    }

    InventedMachine with(String program) {
        programs.add(program);
        return this;
    }

    InventedMachine lacking(String program) {
        programs.remove(program);
        return this;
    }

    /** Refuses every command, or socket, whose words contain these. */
    InventedMachine refusing(String words, String said) {
        refused.put(words, said);
        return this;
    }

    InventedMachine openTo(String group, String path) {
        groups.put(path, group);
        return this;
    }

    InventedMachine named(String user) {
        userName = user;
        return this;
    }

    InventedMachine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    InventedMachine unset(String variable) {
        environment.remove(variable);
        return this;
    }

    InventedMachine free(long bytes) {
        freeBytes = bytes;
        return this;
    }

    InventedMachine on(String machineName) {
        processor = machineName;
        return this;
    }

    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Optional<byte[]> head(String path, int bytes) {
        return Optional.ofNullable(binaries.get(path));
    }

    @Override
    public Optional<String> link(String path) {
        return Optional.ofNullable(links.get(path));
    }

    @Override
    public boolean exists(String path) {
        return files.keySet().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    @Override
    public boolean opens(String path) {
        return exists(path) && !refused.containsKey(path);
    }

    @Override
    public Optional<String> groupThatOpens(String path) {
        return Optional.ofNullable(groups.get(path));
    }

    @Override
    public Set<String> names(String directory) {
        Set<String> names = new TreeSet<>();
        files.keySet().stream()
                .filter(file -> file.startsWith(directory + "/"))
                .forEach(file -> names.add(file.substring(directory.length() + 1)));
        return names;
    }

    @Override
    public Optional<String> program(String name) {
        return programs.contains(name) ? Optional.of("/usr/bin/" + name) : Optional.empty();
    }

    @Override
    public Attempt attempt(String... command) {
        return tried(String.join(" ", command));
    }

    @Override
    public Attempt connect(String socket) {
        return exists(socket) ? tried(socket) : Attempt.refused("No such file or directory");
    }

    private Attempt tried(String words) {
        return refused.entrySet().stream()
                .filter(refusal -> words.contains(refusal.getKey()))
                .map(refusal -> Attempt.refused(refusal.getValue()))
                .findFirst()
                .orElse(Attempt.WORKED);
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public String userName() {
        return userName;
    }

    @Override
    public long freeBytes(String path) {
        return freeBytes;
    }

    @Override
    public String processor() {
        return processor;
    }
}
