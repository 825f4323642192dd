package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import nutshell.refusals.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed becomes a step, and the step's line becomes the same step again. */
class SyntaxTest {

    private static Step step(String line) {
        return Recipe.step(Words.split(line));
    }

    @ParameterizedTest
    @EnumSource
    void its_example_is_read_and_written_the_same(Syntax syntax) {
        assumeTrue(syntax != Syntax.ROOTFS || hasBusybox(), "no static busybox here: apt install busybox-static");

        Step step = step(syntax.example());

        assertEquals(syntax, Syntax.of(Words.split(syntax.example()).get(0)).orElseThrow());
        assertEquals(step, step(step.line()));
    }

    private static boolean hasBusybox() {
        try {
            step("rootfs busybox");
            return true;
        } catch (Refusal e) {
            return e.kind() != Refusal.Kind.MACHINE;
        }
    }

    @ParameterizedTest
    @EnumSource
    void tells_in_a_few_words_what_it_does(Syntax syntax) {
        assertTrue(syntax.summary().length() <= 60, syntax.summary());
        assertTrue(syntax.usage().startsWith(syntax.word()), syntax.usage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unshare mnt uts",
                "unshare UTS",
                "unshare user",
                "unshare mnt --propagation unchanged",
                "unshare --propagation=private mnt",
                "unshare time --monotonic 5 --boottime -86400",
                "seccomp deny mkdir=EROFS mkdirat=13 ptrace=KILL_PROCESS --at-exec",
                "seccomp deny mkdir --arch x86_64,i386",
                "seccomp allow read write --otherwise LOG",
                "seccomp --otherwise=ENOSYS allow read",
                "seccomp load docker-default",
                "setns 0x10 mnt pid uts",
                "sethostname a-1.example",
                "mount proc",
                "mount proc /proc",
                "mount proc /mnt/proc",
                "mount -t proc proc /proc",
                "mount -t proc --move proc /proc",
                "mount --move a b",
                "mount -t tmpfs /tmp",
                "mount -t tmpfs -o size=1m,mode=755 none '/a b'",
                "mount --bind /a /b",
                "mount --rbind -o ro,nosuid /a /b",
                "mount -r --bind /a /b",
                "mount --make-rprivate /",
                "mount --make-shared -t tmpfs x /y",
                "mount -o remount,ro /",
                "mount -o remount,bind,ro /a",
                "mount sysfs",
                "mount devpts -o newinstance",
                "mount -t overlay -o 'lowerdir=/a\\,b:/c,upperdir=/u d' overlay /m",
                "umount /mnt",
                "umount -l -f '/m n'",
                "umount --force /mnt/--lazy",
                "mknod -m 4600 /dev/sda b 8 0",
                "mknod /dev/x u 0x1 010",
                "mknod '/a pipe' p",
                "chdir",
                "chdir ''",
                "chdir \"it's\"",
                "chroot",
                "chroot /srv/root",
                "pivot_root",
                "pivot_root . 'old root'",
                "cgroup new",
                "cgroup new a_b-c-d",
                "cgroup set cpu.max 50000 100000",
                "cgroup set cpu.max '50000 100000'",
                "cgroup set cpu.max '50000\t100000'",
                "cgroup set memory.max 64M",
                "cgroup set io.max 8:0 wbps=1048576",
                "rootfs host sh",
                "rootfs host sh /bin/ls",
                "overlay",
                "capabilities drop all",
                "capabilities drop chown CAP_KILL cap_mknod",
                "capabilities keep net_bind_service",
                "capabilities ambient all",
                "no_new_privs",
                "setgid 0",
                "setgid --keep-groups 1000",
                "setuid 4294967294",
                "setuid 1000 --keepcaps",
                "landlock read /",
                "landlock read,execute /usr '/a b' write /tmp",
                "landlock make_dir,read_file ./x all /y",
                "link up lo",
                "link up nut-a.1",
                "bridge nut0 10.7.0.1/24",
                "bridge nut0 FD00:7::1/64",
                "veth nut1 eth0 10.7.0.2/24",
                "veth --bridge nut0 nut1 eth0 10.7.0.2/24",
                "route default via 10.7.0.1",
                "route default via fd00::1",
                "nat nut0"
            })
    void a_step_writes_the_line_that_makes_it(String line) {
        Step step = step(line);

        assertEquals(step, step(step.line()), step.line());
        assertTrue(step.line().lines().count() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rootfs",
                "rootfs busybox twice",
                "overlay now",
                "unshare",
                "unshare everything",
                "unshare uts --propagation",
                "unshare mnt --propagation shared",
                "unshare uts --boottime 5",
                "unshare time --boottime soon",
                "unshare --fork uts",
                "setns",
                "setns init uts",
                "setns 0 uts",
                "setns 99999999999 uts",
                "setns 1",
                "setns 1 everything",
                "sethostname",
                "sethostname -box",
                "sethostname a_b",
                "sethostname a b",
                "sethostname 0123456789012345678901234567890123456789012345678901234567890123456",
                "mount",
                "mount /proc",
                "mount --bind /a",
                "mount -t",
                "mount -t tmpfs a b c",
                "mount --wrong a b",
                "umount",
                "umount a b",
                "mknod /dev/x",
                "mknod /dev/x d 1 1",
                "mknod /dev/x c 1",
                "mknod /dev/x c 4096 0",
                "mknod /dev/x c 1 -3",
                "mknod -m 999 /dev/x p",
                "mknod /x p 1 3",
                "chdir a b",
                "chdir 'a\nb'",
                "chroot a b",
                "pivot_root new",
                "cgroup",
                "cgroup make",
                "cgroup new a/b",
                "cgroup new ..",
                "cgroup set",
                "cgroup set pids.max",
                "cgroup set pids.max many",
                "cgroup set pids.maxx 1",
                "cgroup set memory.max 1.5G",
                "capabilities",
                "capabilities drop",
                "capabilities lose CAP_CHOWN",
                "capabilities drop CAP_SYS_ADMN",
                "capabilities drop all CAP_CHOWN",
                "capabilities keep all",
                "no_new_privs 1",
                "setgid",
                "setgid wheel",
                "setuid -1",
                "setuid 4294967295",
                "setuid 99999999999999999999999",
                "setuid 1000 1000",
                "setuid nobody",
                "landlock",
                "landlock read",
                "landlock /usr",
                "landlock reed /usr",
                "landlock read write /usr",
                "landlock read /usr write",
                "landlock read, /usr",
                "link",
                "link up",
                "link down lo",
                "link up a/b",
                "link up sixteen-bytes-on",
                "bridge nut0",
                "bridge br0 10.7.0.1/24",
                "bridge nut0 10.7.0.1",
                "bridge nut0 10.7.0.1/33",
                "bridge nutabcdefghijklm 10.7.0.1/24",
                "veth nut1 eth0",
                "veth eth1 eth0 10.7.0.2/24",
                "veth nut1 eth0 10.7.0.2/24 --bridge docker0",
                "veth nut1 eth0 host.example/24",
                "route via 10.7.0.1",
                "route default 10.7.0.1",
                "route default via gateway",
                "nat",
                "nat eth0"
            })
    void a_wrong_argument_gives_the_usage_and_an_example(String line) {
        Refusal refusal = assertThrows(Refusal.class, () -> step(line));

        assertEquals(Refusal.Kind.USAGE, refusal.kind(), refusal.getMessage());
        String word = Words.split(refusal.remedy()).get(0).replace(",", "");
        assertTrue(Syntax.of(word).isPresent(), refusal.remedy());
    }
}
