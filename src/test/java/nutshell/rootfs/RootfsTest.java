package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootfsTest {

    @TempDir
    Path temp;

    private Refusal refused(String... words) {
        return assertThrows(Refusal.class, () -> Rootfs.parse(List.of(words), temp));
    }

    private void refuses(Refusal.Kind kind, String reason, String... words) {
        Refusal refusal = refused(words);
        assertEquals(kind, refusal.kind());
        assertTrue(refusal.toString().contains(reason), refusal.toString());
        assertTrue(refusal.remedy().contains("rootfs"), refusal.remedy());
    }

    private Path tree(String program, int mode) throws IOException {
        Path file = temp.resolve("tree").resolve(program);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "#!/bin/sh\n");
        Modes.set(file, mode);
        return temp.resolve("tree");
    }

    @Test
    void refuses_words_that_make_no_sense_with_an_example() {
        refuses(Refusal.Kind.USAGE, "needs a word");
        refuses(Refusal.Kind.USAGE, "needs a word", "");
        refuses(Refusal.Kind.USAGE, "'now' is one", "busybox", "now");
        refuses(Refusal.Kind.USAGE, "oci: needs a path", "oci:");
        refuses(Refusal.Kind.USAGE, "cannot be a path", "a\0b");
    }

    @Test
    void asks_whether_another_word_was_meant() {
        assertEquals("rootfs busybox, if that was meant", refused("busybx").remedy());
    }

    @Test
    void reads_a_directory_relative_to_the_base_and_uses_it_as_it_is() throws IOException {
        Path tree = tree("usr/bin/sh", 0755);

        Rootfs rootfs = Rootfs.parse(List.of("./tree"), temp);

        assertEquals(tree.toString(), rootfs.words());
        Prepared prepared = rootfs.prepare(temp.resolve("into"));
        assertEquals(tree, prepared.root());
        assertEquals("1 program, used where it is: nothing was copied", prepared.summary());
        assertTrue(Files.notExists(temp.resolve("into")));
    }

    @Test
    void takes_one_program_at_the_top_for_enough() throws IOException {
        assertEquals(new Directory(tree("hello", 0755)), Rootfs.parse(List.of("tree"), temp));
    }

    @Test
    void looks_for_programs_as_if_inside_the_directory() throws IOException {
        Path tree = tree("busybox", 0755);
        Files.createDirectories(tree.resolve("bin"));
        Files.move(tree.resolve("busybox"), tree.resolve("bin/busybox"));
        Files.createSymbolicLink(tree.resolve("bin/sh"), Path.of("/bin/busybox"));
        Files.createSymbolicLink(tree.resolve("sbin"), Path.of("/bin"));
        Files.createSymbolicLink(tree.resolve("bin/host"), Path.of("/etc/passwd"));

        assertTrue(Rootfs.parse(List.of("tree"), temp).prepare(temp).summary().startsWith("2 programs"));
    }

    @Test
    void refuses_a_directory_that_cannot_be_a_root() throws IOException {
        tree("bin/readme", 0644);
        refuses(Refusal.Kind.FAILED, "holds no program", "tree");
        refuses(Refusal.Kind.FAILED, "is a file", "tree/bin/readme");
        refuses(Refusal.Kind.FAILED, "there is no directory", "gone");
        refuses(Refusal.Kind.FAILED, "this machine's own root", "/");
        Files.createSymbolicLink(temp.resolve("slash"), Path.of("/"));
        refuses(Refusal.Kind.FAILED, "this machine's own root", "slash");
    }

    @Test
    void takes_the_longest_path_that_exists_and_the_rest_for_a_tag() throws IOException {
        Path image = Files.writeString(temp.resolve("image:1"), "x");

        assertEquals(
                new OciImage(image, Optional.empty(), Optional.empty()), Rootfs.parse(List.of("oci:image:1"), temp));
        OciImage tagged = (OciImage) Rootfs.parse(List.of("oci:image:1:two"), temp);
        assertEquals(new OciImage(image, Optional.of("two"), Optional.empty()), tagged);
        assertEquals("oci:" + image + ":two", tagged.words());
    }

    @Test
    void refuses_an_image_that_is_not_there_or_is_a_tree() throws IOException {
        tree("bin/sh", 0755);
        refuses(Refusal.Kind.FAILED, "there is no image", "oci:gone.tar");
        refuses(Refusal.Kind.FAILED, "there is no image", "oci:gone.tar:tag");
        refuses(Refusal.Kind.FAILED, "is no image layout", "oci:tree");
    }

    @Test
    void refuses_programs_this_host_has_not() {
        refuses(
                Refusal.Kind.MACHINE,
                "no program no-such-program, ./nor-this".replace("./", temp + "/"),
                "host",
                "no-such-program",
                "./nor-this");
        refuses(Refusal.Kind.MACHINE, "no program ..", "host", "..");
    }

    @Test
    void quotes_words_that_a_shell_would_split() throws IOException {
        assertEquals("'/a b/it'\\''s'", new Directory(Path.of("/a b/it's")).words());
        assertEquals("host bash 'x y'", new HostPrograms(List.of("bash", "x y")).words());
        assertEquals("busybox", new BusyboxTree(temp).words());
    }

    @Test
    void names_the_package_when_there_is_no_static_busybox() throws IOException {
        Path busybox = temp.resolve("busybox");
        Refusal absent = assertThrows(Refusal.class, () -> BusyboxTree.found(List.of(busybox)));
        assertTrue(absent.remedy().contains("apt-get install busybox-static"));

        Files.write(busybox, ElfBytes.amd64().interpreter("/lib/ld.so").bytes());
        Modes.set(busybox, 0755);
        Refusal shared = assertThrows(Refusal.class, () -> BusyboxTree.found(List.of(busybox)));
        assertEquals(Refusal.Kind.MACHINE, shared.kind());
        assertTrue(shared.toString().contains(busybox + " needs shared libraries"));

        Files.write(busybox, ElfBytes.amd64().bytes());
        assertEquals(new BusyboxTree(busybox), BusyboxTree.found(List.of(temp.resolve("gone"), busybox)));
    }

    @Test
    void finds_the_interpreters_of_scripts() {
        assertEquals(List.of("/bin/sh"), Programs.interpreters("/bin/sh -e"));
        assertEquals(List.of("/usr/bin/env", "python3"), Programs.interpreters("/usr/bin/env -S A=1 python3 -u"));
        assertEquals(List.of(), Programs.interpreters(""));
    }

    @Test
    void tells_sizes_in_powers_of_a_thousand() {
        assertEquals("999 bytes", Wording.size(999));
        assertEquals("2.0 MB", Wording.size(1_982_256));
        assertEquals("1.0 MB", Wording.size(999_999));
        assertEquals("9.2 EB", Wording.size(Long.MAX_VALUE));
    }
}
