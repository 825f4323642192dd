package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhiteoutTest {

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void hides_what_a_whiteout_names_and_nothing_of_its_own_layer() throws IOException {
        Path tree = images.unpack(
                new Layer()
                        .file("d/old", "1")
                        .file("d/both", "1")
                        .file("gone/x/y", "1")
                        .file("kept", "1"),
                new Layer()
                        .file("d/both", "2")
                        .file("d/.wh.both", "")
                        .file("d/.wh.old", "")
                        .file(".wh.gone", "")
                        .file(".wh.never-there", "")
                        .file("nowhere/.wh.x", ""));

        assertEquals(Set.of("d", "kept"), Images.names(tree));
        assertEquals(Set.of("both"), Images.names(tree.resolve("d")));
    }

    @Test
    void empties_an_opaque_directory_of_the_layers_below_wherever_the_mark_stands() throws IOException {
        Path tree = images.unpack(
                new Layer().file("d/old", "1").file("d/sub/old", "1").file("e/old", "1"),
                new Layer()
                        .file("d/new", "2")
                        .file("d/sub/new", "2")
                        .file("d/.wh..wh..opq", "")
                        .file("e/.wh..wh..opq", "")
                        .file("e/new", "2")
                        .file("e/.wh..wh.plnk", ""));

        assertEquals(Set.of("new", "sub"), Images.names(tree.resolve("d")));
        assertEquals(Set.of("new"), Images.names(tree.resolve("d/sub")));
        assertEquals(Set.of("new"), Images.names(tree.resolve("e")));
    }

    @Test
    void takes_the_device_zero_zero_for_a_whiteout() throws IOException {
        Path tree = images.unpack(
                new Layer().file("a", "1").file("b", "1"), new Layer().device("a", TarConstants.LF_CHR, 0, 0));

        assertEquals(Set.of("b"), Images.names(tree));
    }

    @Test
    void removes_a_link_not_what_it_leads_to() throws IOException {
        Path victim = Files.createDirectories(temp.resolve("victim"));
        Files.writeString(victim.resolve("file"), "mine");

        Path tree = images.unpack(
                new Layer().link("a", victim.toString()).link("b", victim.toString()),
                new Layer().file(".wh.a", "").file("b/.wh..wh..opq", "").file("b/.wh.file", ""));

        assertEquals(Set.of("b"), Images.names(tree));
        assertEquals("mine", Files.readString(victim.resolve("file")));
    }

    @Test
    void counts_what_it_leaves_out() throws IOException {
        TarArchiveEntry attributed = Layer.entry("file", TarConstants.LF_NORMAL, 0644);
        attributed.addPaxHeader("SCHILY.xattr.user.a", "b");

        Prepared prepared =
                images.unpacked(new Layer().put(attributed, new byte[0]).device("pipe", TarConstants.LF_FIFO, 0, 0));

        assertFalse(Files.exists(prepared.root().resolve("pipe"), LinkOption.NOFOLLOW_LINKS));
        assertTrue(prepared.summary().contains("1 extended attribute, 1 named pipe"), prepared.summary());
    }

    @Test
    void takes_a_directory_for_one_that_only_its_slash_tells() throws IOException {
        Path tree = images.unpack(new Layer().put(Layer.entry("old/", TarConstants.LF_NORMAL, 0755), new byte[0]));

        assertTrue(Files.isDirectory(tree.resolve("old")));
    }
}
