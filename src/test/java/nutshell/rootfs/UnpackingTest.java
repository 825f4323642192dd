package nutshell.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void keeps_contents_modes_and_times() throws IOException {
        Path tree = images.unpack(
                new Layer().directory("./", 0755).directory("bin/", 0711).file("bin/su", "su".getBytes(UTF_8), 04755));

        assertEquals("su", Files.readString(tree.resolve("bin/su")));
        assertEquals(04755, Modes.of(tree.resolve("bin/su")));
        assertEquals(0711, Modes.of(tree.resolve("bin")));
        assertEquals(
                1_000_000_000_000L,
                Files.getLastModifiedTime(tree.resolve("bin")).toMillis());
        assertEquals(
                1_000_000_000_000L,
                Files.getLastModifiedTime(tree.resolve("bin/su")).toMillis());
    }

    @Test
    void keeps_directories_that_their_owner_may_not_enter() throws IOException {
        Path tree =
                images.unpack(new Layer().directory("shut", 0).file("shut/in", "x"), new Layer().file("shut/in2", "y"));

        assertEquals(0, Modes.of(tree.resolve("shut")));
        Modes.set(tree.resolve("shut"), 0700);
        assertEquals(Set.of("in", "in2"), Images.names(tree.resolve("shut")));
    }

    @Test
    void keeps_long_names_of_both_kinds() throws IOException {
        String pax = "p/".repeat(90) + "x".repeat(200);
        String gnu = "g/".repeat(90) + "y".repeat(190);

        Path tree =
                images.unpack(new Layer().file(pax, "pax"), new Layer().gnu().file(gnu, "gnu"));

        assertEquals("pax", Files.readString(tree.resolve(pax)));
        assertEquals("gnu", Files.readString(tree.resolve(gnu)));
    }

    @Test
    void keeps_names_in_every_script() throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "needs a locale with UTF-8, LC_ALL=C.UTF-8");

        assertEquals(
                Set.of("Főtanúsítvány", "根"),
                Images.names(images.unpack(new Layer().file("Főtanúsítvány", "").file("根", ""))));
    }

    @Test
    void makes_hard_links_to_what_is_in_the_tree() throws IOException {
        Path tree = images.unpack(new Layer()
                .file("a", "one")
                .hardLink("b", "a")
                .hardLink("c", "/a")
                .hardLink("a", "a"));

        assertTrue(Files.isSameFile(tree.resolve("a"), tree.resolve("b")));
        assertTrue(Files.isSameFile(tree.resolve("a"), tree.resolve("c")));
    }

    @Test
    void replaces_a_file_without_touching_its_other_names() throws IOException {
        Path tree = images.unpack(new Layer().file("a", "one").hardLink("b", "a"), new Layer().file("a", "two"));

        assertEquals("one", Files.readString(tree.resolve("b")));
        assertEquals("two", Files.readString(tree.resolve("a")));
    }

    @Test
    void stores_symbolic_links_as_they_are() throws IOException {
        Path tree = images.unpack(new Layer().link("up", "../../x").link("etc/absolute", "/etc/passwd"));

        assertEquals(Path.of("../../x"), Files.readSymbolicLink(tree.resolve("up")));
        assertEquals(Path.of("/etc/passwd"), Files.readSymbolicLink(tree.resolve("etc/absolute")));
    }

    @Test
    void writes_through_links_between_directories_of_the_tree() throws IOException {
        Path tree = images.unpack(
                new Layer().directory("usr/bin", 0755).link("bin", "usr/bin").link("absolute", "/usr/bin"),
                new Layer().file("bin/relative", "1").file("absolute/absolute", "2"));

        assertEquals(Set.of("relative", "absolute"), Images.names(tree.resolve("usr/bin")));
        assertTrue(Files.isSymbolicLink(tree.resolve("bin")));
    }

    @Test
    void takes_an_absolute_link_as_one_from_the_root_of_the_tree() throws IOException {
        Path victim = Files.createDirectory(temp.resolve("victim"));

        Path tree = images.unpack(
                new Layer().link("out", victim.toString()).link("up", "../../../../.."),
                new Layer().file("out/file", "x").file("up/" + "top", "y"));

        assertEquals(Set.of(), Images.names(victim));
        assertEquals("x", Files.readString(Path.of(tree + victim.toString() + "/file")));
        assertEquals("y", Files.readString(tree.resolve("top")));
    }

    @Test
    void replaces_a_link_instead_of_writing_through_it() throws IOException {
        Path victim = Files.writeString(temp.resolve("victim"), "mine");

        Path tree = images.unpack(new Layer().link("file", victim.toString()).file("file", "theirs"));

        assertEquals("mine", Files.readString(victim));
        assertEquals("theirs", Files.readString(tree.resolve("file")));
    }

    @Test
    void lets_a_later_layer_replace_a_directory_by_a_file_and_back() throws IOException {
        Path tree = images.unpack(
                new Layer().file("a/b/c", "x").file("f", "y"),
                new Layer().file("a", "file").directory("f", 0755).file("f/g", "z"));

        assertEquals("file", Files.readString(tree.resolve("a")));
        assertEquals("z", Files.readString(tree.resolve("f/g")));
    }

    @Test
    void does_not_give_a_directory_s_mode_to_what_took_its_place() throws IOException {
        Path victim = Files.createDirectories(temp.resolve("victim/b"));
        Modes.set(victim, 0700);

        images.unpack(
                new Layer().directory("a", 0755).directory("a/b", 0777),
                new Layer().link("a", temp.resolve("victim").toString()));

        assertEquals(0700, Modes.of(victim));
    }
}
