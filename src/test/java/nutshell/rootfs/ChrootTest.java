package nutshell.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lives in the trees for a moment. */
@Tag("machine")
class ChrootTest {

    @TempDir
    Path temp;

    private static void needsRoot() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root for chroot");
    }

    private static boolean onThisHost(String program) {
        return SearchPath.find(program).isPresent();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    /** With a /proc of its own, which goes with the mount namespace: ps asks for it before anything else. */
    private static String inside(Path root, String shell, String script) throws IOException, InterruptedException {
        String mount = "mount -t proc proc \"$1/proc\" && exec chroot \"$1\" \"$2\" -c \"$3\"";
        return run("unshare", "--mount", "sh", "-c", mount, "sh", root.toString(), shell, script);
    }

    @Test
    void programs_of_the_host_run_in_their_tree() throws Exception {
        needsRoot();
        assumeTrue(Stream.of("bash", "ls", "ps", "id").allMatch(ChrootTest::onThisHost), "needs bash, ls, ps and id");
        Prepared prepared = Rootfs.parse(List.of("host"), temp).prepare(temp.resolve("tree"));

        String output = inside(prepared.root(), "/bin/bash", "ls / && ps --version && id");

        assertTrue(output.contains("proc\n") && output.contains("uid=0(root) gid=0(root)"), output);
    }

    @Test
    void every_program_of_the_host_finds_its_libraries() throws Exception {
        needsRoot();
        assumeTrue(onThisHost("bash"), "needs bash");
        Prepared prepared = Rootfs.parse(List.of("host"), temp).prepare(temp.resolve("tree"));

        // 127: the loader has not found a library; 126: the kernel has not found the loader.
        String loads = "for p in /usr/bin/* /usr/sbin/* /bin/* /sbin/*; do [ -x $p ] || continue; case $p in *vi|*top)"
                + " a=--version;; *) a=--help;; esac; $p $a >/dev/null 2>&1 </dev/null; s=$?;"
                + " [ $s -ne 126 ] && [ $s -ne 127 ] || { echo $p: $s; exit 1; }; done";
        inside(prepared.root(), "/bin/bash", loads);
    }

    @Test
    void a_program_from_elsewhere_is_found_inside_and_a_script_brings_its_interpreter() throws Exception {
        needsRoot();
        Path script = Files.writeString(temp.resolve("greet"), "#!/bin/sh\necho greetings\n");
        Modes.set(script, 0755);
        Prepared prepared = Rootfs.parse(List.of("host", "sh", "./greet"), temp).prepare(temp.resolve("tree"));

        assertEquals(
                "greetings\n",
                run("chroot", prepared.root().toString(), "/bin/sh", "-c", "PATH=/usr/local/bin; greet"));
    }

    @Test
    void a_busybox_tree_is_alive() throws Exception {
        needsRoot();
        assumeTrue(BusyboxTree.candidates().stream().anyMatch(Files::exists), "needs busybox-static");
        Prepared prepared = Rootfs.parse(List.of("busybox"), temp).prepare(temp.resolve("tree"));

        String output = inside(prepared.root(), "/bin/sh", "ls /; id; ps; PATH=/usr/sbin which sh");

        assertTrue(output.contains("uid=0(root)") && output.contains("/usr/sbin/sh"), output);
        assertTrue(
                prepared.summary().matches("[2-9]\\d\\d programs in one static file, [0-9.]+ MB"), prepared.summary());
        assertEquals(01777, Modes.of(prepared.root().resolve("tmp")));
        assertEquals(0700, Modes.of(prepared.root().resolve("root")));
    }

    @Test
    void owners_of_an_image_s_files_are_kept() throws Exception {
        needsRoot();
        TarArchiveEntry entry = Layer.entry("file", TarConstants.LF_NORMAL, 04755);
        entry.setIds(1234, 5678);
        TarArchiveEntry link = Layer.entry("link", TarConstants.LF_SYMLINK, 0777);
        link.setLinkName("file");
        link.setIds(77, 88);
        byte[] layer =
                new Layer().put(entry, new byte[0]).put(link, new byte[0]).tar();

        Path tree = Layout.of(temp.resolve("layout"), layer)
                .read()
                .prepare(temp.resolve("tree"))
                .root();

        assertEquals(1234, Files.getAttribute(tree.resolve("file"), "unix:uid"));
        assertEquals(5678, Files.getAttribute(tree.resolve("file"), "unix:gid"));
        assertEquals(04755, Modes.of(tree.resolve("file")), "setuid is set after chown, which clears it");
        assertEquals(77, Files.getAttribute(tree.resolve("link"), "unix:uid", LinkOption.NOFOLLOW_LINKS));
    }
}
