package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nutshell.refusals.Refusal;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileLayerTest {

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void refuses_a_layer_that_climbs_out_of_the_root() throws IOException {
        images.refuses(Refusal.Kind.SAFETY, "entry 'a/../../b': it names '..'", new Layer().file("a/../../b", "x"));
    }

    @Test
    void refuses_a_layer_that_climbs_out_from_the_absolute_root() throws IOException {
        images.refuses(Refusal.Kind.SAFETY, "entry '/../b': it names '..'", new Layer().file("/../b", "x"));
    }

    @Test
    void refuses_a_hard_link_that_climbs_out() throws IOException {
        Files.writeString(temp.resolve("secret"), "x");
        images.refuses(
                Refusal.Kind.SAFETY,
                "as a hard link to '../secret': it names '..'",
                new Layer().hardLink("a", "../secret"));
    }

    @Test
    void refuses_a_hard_link_to_a_file_of_the_host() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "x");
        images.refuses(
                Refusal.Kind.FAILED, "which is no file in the tree", new Layer().hardLink("a", secret.toString()));
    }

    @Test
    void refuses_a_hard_link_through_a_link_to_the_host() throws IOException {
        Files.writeString(temp.resolve("secret"), "x");
        images.refuses(
                Refusal.Kind.FAILED,
                "which is no file in the tree",
                new Layer().link("out", temp.toString()).hardLink("a", "out/secret"));
    }

    @Test
    void refuses_device_nodes() throws IOException {
        images.refuses(
                Refusal.Kind.SAFETY,
                "entry 'dev/sda': it is a block device (8:0)",
                new Layer().device("dev/sda", TarConstants.LF_BLK, 8, 0));
        images.refuses(
                Refusal.Kind.SAFETY,
                "entry 'dev/mem': it is a character device (1:1)",
                new Layer().device("dev/mem", TarConstants.LF_CHR, 1, 1));
        images.refuses(
                Refusal.Kind.SAFETY, "block device (0:0)", new Layer().device("zero", TarConstants.LF_BLK, 0, 0));
    }

    @Test
    void refuses_whiteouts_of_the_directory_above() throws IOException {
        images.refuses(Refusal.Kind.SAFETY, "entry 'a/.wh...'", new Layer().file("a/.wh...", ""));
        images.refuses(Refusal.Kind.SAFETY, "entry '.wh..'", new Layer().file(".wh..", ""));
        images.refuses(Refusal.Kind.SAFETY, "entry '.wh.'", new Layer().file(".wh.", ""));
    }

    @Test
    void refuses_to_replace_the_root() throws IOException {
        images.refuses(Refusal.Kind.SAFETY, "replace the root", new Layer().link(".", "/etc"));
    }

    @Test
    void refuses_links_in_a_circle() throws IOException {
        images.refuses(
                Refusal.Kind.FAILED,
                "more than 40 symbolic links",
                new Layer().link("a", "b").link("b", "a").file("a/x", ""));
    }

    @Test
    void refuses_a_file_in_the_place_of_a_directory() throws IOException {
        images.refuses(
                Refusal.Kind.FAILED,
                "Not a directory",
                new Layer().file("a", "").file("a/b", ""));
    }

    @Test
    void refuses_an_unknown_type() throws IOException {
        images.refuses(Refusal.Kind.FAILED, "unknown type 'Z'", new Layer().device("a", (byte) 'Z', 0, 0));
    }

    @Test
    void shows_no_escape_sequence() throws IOException {
        Refusal refusal = images.refused(
                Limits.USUAL, new Layer().file("\033[2J\u202e/../x", "").tar());

        assertTrue(refusal.toString().contains("\\u001b[2J\\u202e"), refusal.toString());
    }

    @Test
    void refuses_a_layer_that_ends_too_early() throws IOException {
        byte[] whole = new Layer().file("a", new byte[10_000], 0644).tar();

        images.refused(Limits.USUAL, Arrays.copyOf(whole, 5000));
        images.refused(Limits.USUAL, Arrays.copyOf(Layer.gzip(whole), 60));
        images.refused(Limits.USUAL, Arrays.copyOf(Layer.zstd(whole), 40));
    }

    @Test
    void refuses_what_is_no_tar() throws IOException {
        images.refused(Limits.USUAL, "<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8));
        images.refused(
                Limits.USUAL, Layer.gzip("<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8)));
    }
}
