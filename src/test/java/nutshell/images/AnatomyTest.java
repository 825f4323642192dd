package nutshell.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.rootfs.Layer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnatomyTest {

    @TempDir
    Path temp;

    private Anatomy anatomy(Layer... layers) throws IOException {
        try (OpenImage image = new Made(temp).image(Made.config("", "COPY one", "RUN two TOKEN=abcdefgh1"), layers)) {
            return Anatomy.of(image);
        }
    }

    @Test
    void tells_of_each_layer_what_it_adds_changes_and_removes() throws IOException {
        Anatomy anatomy = anatomy(
                new Layer().file("a", "1").file("b", "22").file("c", "3"),
                new Layer().file("a", "changed").file(".wh.b", "").file("d", ""));

        assertEquals(3, anatomy.layers().get(0).added());
        assertEquals(4, anatomy.layers().get(0).bytes());
        assertEquals(1, anatomy.layers().get(1).added());
        assertEquals(List.of("/a"), anatomy.layers().get(1).changed());
        assertEquals(List.of("/b"), anatomy.layers().get(1).removed());
        assertEquals("COPY one", anatomy.layers().get(0).layer().made());
    }

    @Test
    void tells_which_layer_still_has_what_a_later_one_removed() throws IOException {
        Anatomy anatomy = anatomy(
                new Layer().file("d/secret", "12345"), new Layer().file("e", ""), new Layer().file(".wh.d", ""));

        assertEquals(List.of(new Anatomy.Left("/d/secret", 1, 5, new Fate(true, 3))), anatomy.leftBehind());
    }

    @Test
    void a_file_removed_and_made_again_was_replaced() throws IOException {
        Anatomy anatomy = anatomy(
                new Layer().file("a", "1"), new Layer().file(".wh.a", "").file("a", "2"));

        assertEquals(List.of(new Anatomy.Left("/a", 1, 1, new Fate(false, 2))), anatomy.leftBehind());
    }

    @Test
    void tells_what_lifts_whoever_runs_it() throws IOException {
        TarArchiveEntry ping = Layer.entry("ping", TarConstants.LF_NORMAL, 0755);
        ping.addPaxHeader("SCHILY.xattr.security.capability", "\1\0\0\2\0\40\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
        Anatomy anatomy = anatomy(new Layer()
                .file("su", new byte[0], 04755)
                .file("write", new byte[0], 02755)
                .file("locked", new byte[0], 02644)
                .put(ping, new byte[0]));

        assertEquals(
                List.of(
                        new Anatomy.Lifting("/ping", 1, "CAP_NET_RAW", Optional.empty()),
                        new Anatomy.Lifting("/su", 1, "setuid 0", Optional.empty()),
                        new Anatomy.Lifting("/write", 1, "setgid 0", Optional.empty())),
                anatomy.lifting());
    }

    @Test
    void a_device_is_only_told_of() throws IOException {
        assertEquals(
                List.of(new Anatomy.Odd("/dev/sda", 1, "a device node")),
                anatomy(new Layer().device("dev/sda", TarConstants.LF_BLK, 8, 0))
                        .odd());
    }

    @Test
    void a_name_that_a_layer_has_twice_is_told() throws IOException {
        assertEquals(
                List.of(new Anatomy.Odd("/a", 1, "named twice in this layer")),
                anatomy(new Layer().file("a", "1").file("./a", "2")).odd());
    }

    @Test
    void the_line_that_made_a_layer_is_shown_without_its_secrets() throws IOException {
        String made = anatomy(new Layer(), new Layer()).layers().get(1).layer().made();

        assertTrue(made.startsWith("RUN two TOKEN="), made);
        assertFalse(made.contains("abcdefgh1"), made);
    }
}
