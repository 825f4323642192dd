package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Abi;
import nutshell.seccomp.Action;
import nutshell.seccomp.CallData;
import nutshell.seccomp.Errno;
import nutshell.seccomp.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    @TempDir
    private Path temp = Path.of("");

    private static String text(String... lines) {
        Script script = new Script("box");
        Recipe.parse("box", List.of(lines)).steps().forEach(step -> step.describe(script));
        return script.text();
    }

    /** Runs bash without the script's own commands: it only reads it. */
    private String bash(String... arguments) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash here");
        Path log = temp.resolve("log");
        Process bash = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("/bin/bash"), List.of(arguments).stream())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue(), Files.readString(log));
        return Files.readString(log);
    }

    private void assertReadable(String text) throws Exception {
        Path script = Files.writeString(temp.resolve("container.sh"), text);
        bash("-n", script.toString());
        // What runs inside is one quoted word: printed as bash understands it, and read by bash once more.
        int from = text.indexOf("bash -euc '") + "bash -euc ".length();
        String word = text.substring(from, text.indexOf("\n' bash ", from) + 2);
        Path inside = Files.writeString(temp.resolve("inside.sh"), bash("-c", "printf %s " + word));
        bash("-n", inside.toString());
    }

    @Test
    void makes_mount_points_itself_and_does_without_absent_ones() throws Exception {
        String script = text(
                "rootfs busybox",
                "unshare mnt",
                "mount -o bind,X-mount.mkdir /dev/null dev/null",
                "mount -t tmpfs -o ro,nofail tmpfs /proc/acpi");

        assertTrue(
                script.contains("if [ -d /dev/null ]; then mkdir -p -m 755 dev/null; else : > dev/null; fi"), script);
        assertTrue(script.contains("[ ! -e /proc/acpi ] || mount -t tmpfs -o ro tmpfs /proc/acpi"), script);
        assertReadable(script);
    }

    @Test
    void a_whole_container_reads_from_top_to_bottom() {
        assertEquals("""
                #!/bin/bash
                # box: made by nutshell from a recipe. Run as root: container.sh [PROGRAM ARG…]
                set -eu
                here=$(cd "$(dirname "$0")" && pwd)
                export here root="$here/rootfs"
                export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                [ $# -gt 0 ] || set -- sh

                # Leave the host's namespaces: these flags are CLONE_NEW* of unshare(2).
                # --fork: these two take hold of children only, so the first child becomes PID 1.
                status=0
                ( exec unshare --uts --mount --pid --fork --kill-child bash -euc '
                  # Its own name: this is what sethostname(2) is for.
                  hostname box
                  # Mounted from inside: proc shows the PID namespace of whoever mounts it.
                  mount -t proc proc /proc
                  mount -o rprivate /
                  exec "$@"
                ' bash "$@" ) || status=$?
                exit $status
                """, text("unshare uts mnt pid", "sethostname box", "mount proc", "mount --make-rprivate /"));
    }

    @Test
    void joins_before_it_leaves() {
        assertTrue(text("setns 4711 net mnt", "unshare uts")
                .contains("( exec nsenter --target 4711 --net --mount unshare --uts bash -euc '"));
    }

    @Test
    void bash_reads_every_kind_of_step() throws Exception {
        assertReadable(text(
                "unshare mnt pid time --propagation unchanged --boottime 5",
                "overlay",
                "pivot_root",
                "pivot_root . 'old root'",
                "mount --move /a /b",
                "umount -l /old",
                "umount --force '/--lazy one'",
                "mknod /dev/null c 1 3",
                "mknod -m 600 '/a pipe' p",
                "chdir /",
                "chroot"));
        assertReadable(text());
    }

    @Test
    void gives_power_up_last_of_all() throws Exception {
        String text = text(
                "unshare mnt",
                "setgid 100",
                "setuid 1000 --keepcaps",
                "capabilities keep CAP_KILL",
                "capabilities ambient all",
                "no_new_privs",
                "chdir /srv");

        assertReadable(text);
        assertTrue(text.indexOf("# Last of all the power that was needed so far.") > text.indexOf("  cd /srv"), text);
        assertTrue(
                text.contains("  exec setpriv --reuid=1000 --regid=100 --clear-groups --bounding-set=-all,+kill"
                        + " --inh-caps=-all,+kill --ambient-caps=-all,+kill --no-new-privs -- \"$@\"\n"),
                text);
    }

    @Test
    void gives_power_up_inside_where_chroot_is_last() throws Exception {
        String text = text("chroot /srv/root", "capabilities drop CAP_MKNOD");

        assertReadable(text);
        assertTrue(text.contains("  exec chroot /srv/root setpriv --bounding-set=-mknod -- \"$@\"\n"), text);
    }

    @Test
    void says_what_it_leaves_out() throws Exception {
        String text = text("landlock read '/a b'");

        assertReadable(text);
        assertTrue(text.contains("# left out: landlock read"), text);
    }

    @Test
    void a_hostile_word_stays_a_word() throws Exception {
        String path = "'; touch owned; $(touch owned) `touch owned` \\ \"$HOME\" #";

        String text = text("unshare mnt", Words.join(List.of("chdir", path)));

        assertReadable(text);
        assertEquals(
                "cd " + Words.join(List.of(path)),
                Files.readString(temp.resolve("inside.sh"))
                        .lines()
                        .toList()
                        .get(1)
                        .strip());
    }

    @Test
    void lays_the_network_before_the_root_goes_and_takes_it_back_after() throws Exception {
        String text = text(
                "bridge nut0 10.7.0.1/24",
                "unshare mnt net",
                "pivot_root",
                "link up lo",
                "veth nut1 eth0 10.7.0.2/24 --bridge nut0",
                "route default via 10.7.0.1",
                "nat nut0");

        assertReadable(text);
        List<String> lines = text.lines().map(String::strip).toList();
        assertEquals(
                List.of(
                        "ip link add nut0 type bridge",
                        "ip address add 10.7.0.1/24 dev nut0",
                        "ip link set nut0 up",
                        "nft add table ip nutshell_nut0",
                        "exec 9< /proc/self/ns/net",
                        "ip link set lo up",
                        "ip address add 10.7.0.2/24 dev eth0",
                        "ip link set eth0 up",
                        "ip route add default via 10.7.0.1",
                        "exec 9<&-",
                        "pivot_root . .",
                        "nft delete table ip nutshell_nut0",
                        "ip link delete nut0",
                        "exit $status"),
                lines.stream()
                        .filter(line -> line.matches("(ip|exec 9|pivot_root|exit|nft (add|delete) table).*"))
                        .toList());
    }

    @Test
    void changes_the_options_of_umount_and_not_its_path() {
        assertTrue(text("umount --lazy /mnt/--lazy").contains("\n  umount -l /mnt/--lazy\n"));
    }

    @Test
    void refuses_what_one_unshare_cannot_say() {
        Refusal twice = assertThrows(Refusal.class, () -> text("unshare uts", "sethostname box", "unshare mnt"));
        Refusal user = assertThrows(Refusal.class, () -> text("unshare user"));

        assertEquals("put all namespaces into one unshare", twice.remedy());
        assertEquals(Refusal.Kind.USAGE, user.kind());
    }

    @Test
    void hands_a_filter_to_setpriv_as_the_last_thing() throws Exception {
        String text = text("unshare uts", "sethostname box", "seccomp deny mkdir");

        assertReadable(text);
        assertTrue(
                text.indexOf("hostname box") < text.indexOf("exec setpriv --seccomp-filter /proc/self/fd/9 -- \"$@\""));
        assertTrue(text.contains("no filter, no program"), "an older setpriv must not start it without");
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "numbers of x86-64 below");
        assertTrue(text.contains("jeq  mkdir (83)"), text);
        Matcher bytes = Pattern.compile("base64 -d <<< (\\S+)\\)").matcher(text);
        assertTrue(bytes.find());
        Program program = Program.read(Base64.getDecoder().decode(bytes.group(1)));
        assertEquals(Action.errno(Errno.EPERM), program.decide(CallData.of(Abi.X86_64, 83)));
    }

    @Test
    void a_filter_and_chroot_cannot_both_come_last() {
        assertThrows(Refusal.class, () -> text("chroot /srv", "seccomp deny mkdir"));
        assertThrows(Refusal.class, () -> text("seccomp deny mkdir", "chroot /srv"));
    }
}
