package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nutshell.refusals.Refusal;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileLayerTest {

    @TempDir
    Path temp;

    private Refusal refused(Limits limits, byte[] layer) throws IOException {
        OciImage image = Layout.of(temp.resolve("layout"), layer).read();
        Refusal refusal = assertThrows(Refusal.class, () -> image.prepare(temp.resolve("tree"), limits));
        assertFalse(Files.exists(temp.resolve("tree")), "half a tree is left");
        assertTrue(refusal.toString().contains(temp.resolve("layout") + " cannot be unpacked: layer 1 of 1 (sha256:"));
        return refusal;
    }

    private void refuses(Refusal.Kind kind, String reason, Layer layer) throws IOException {
        refuses(kind, reason, Limits.USUAL, layer.tar());
    }

    private void refuses(Refusal.Kind kind, String reason, Limits limits, byte[] layer) throws IOException {
        Refusal refusal = refused(limits, layer);
        assertTrue(refusal.toString().contains(reason), refusal.toString());
        assertEquals(kind, refusal.kind());
    }

    @Test
    void refuses_a_layer_that_climbs_out_of_the_root() throws IOException {
        refuses(Refusal.Kind.SAFETY, "entry 'a/../../b': it names '..'", new Layer().file("a/../../b", "x"));
    }

    @Test
    void refuses_a_layer_that_climbs_out_from_the_absolute_root() throws IOException {
        refuses(Refusal.Kind.SAFETY, "entry '/../b': it names '..'", new Layer().file("/../b", "x"));
    }

    @Test
    void refuses_a_hard_link_that_climbs_out() throws IOException {
        Files.writeString(temp.resolve("secret"), "x");
        refuses(
                Refusal.Kind.SAFETY,
                "as a hard link to '../secret': it names '..'",
                new Layer().hardLink("a", "../secret"));
    }

    @Test
    void refuses_a_hard_link_to_a_file_of_the_host() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "x");
        refuses(Refusal.Kind.FAILED, "which is no file in the tree", new Layer().hardLink("a", secret.toString()));
    }

    @Test
    void refuses_a_hard_link_through_a_link_to_the_host() throws IOException {
        Files.writeString(temp.resolve("secret"), "x");
        refuses(
                Refusal.Kind.FAILED,
                "which is no file in the tree",
                new Layer().link("out", temp.toString()).hardLink("a", "out/secret"));
    }

    @Test
    void refuses_device_nodes() throws IOException {
        refuses(
                Refusal.Kind.SAFETY,
                "entry 'dev/sda': it is a block device (8:0)",
                new Layer().device("dev/sda", TarConstants.LF_BLK, 8, 0));
        refuses(
                Refusal.Kind.SAFETY,
                "entry 'dev/mem': it is a character device (1:1)",
                new Layer().device("dev/mem", TarConstants.LF_CHR, 1, 1));
        refuses(Refusal.Kind.SAFETY, "block device (0:0)", new Layer().device("zero", TarConstants.LF_BLK, 0, 0));
    }

    @Test
    void refuses_whiteouts_of_the_directory_above() throws IOException {
        refuses(Refusal.Kind.SAFETY, "entry 'a/.wh...'", new Layer().file("a/.wh...", ""));
        refuses(Refusal.Kind.SAFETY, "entry '.wh..'", new Layer().file(".wh..", ""));
        refuses(Refusal.Kind.SAFETY, "entry '.wh.'", new Layer().file(".wh.", ""));
    }

    @Test
    void refuses_to_replace_the_root() throws IOException {
        refuses(Refusal.Kind.SAFETY, "replace the root", new Layer().link(".", "/etc"));
    }

    @Test
    void refuses_links_in_a_circle() throws IOException {
        refuses(
                Refusal.Kind.FAILED,
                "more than 40 symbolic links",
                new Layer().link("a", "b").link("b", "a").file("a/x", ""));
    }

    @Test
    void refuses_a_file_in_the_place_of_a_directory() throws IOException {
        refuses(
                Refusal.Kind.FAILED,
                "Not a directory",
                new Layer().file("a", "").file("a/b", ""));
    }

    @Test
    void refuses_an_unknown_type() throws IOException {
        refuses(Refusal.Kind.FAILED, "unknown type 'Z'", new Layer().device("a", (byte) 'Z', 0, 0));
    }

    @Test
    void shows_no_escape_sequence() throws IOException {
        Refusal refusal =
                refused(Limits.USUAL, new Layer().file("\033[2J\u202e/../x", "").tar());

        assertTrue(refusal.toString().contains("\\u001b[2J\\u202e"), refusal.toString());
    }

    @Test
    void refuses_a_layer_that_ends_too_early() throws IOException {
        byte[] whole = new Layer().file("a", new byte[10_000], 0644).tar();

        refused(Limits.USUAL, Arrays.copyOf(whole, 5000));
        refused(Limits.USUAL, Arrays.copyOf(Layer.gzip(whole), 60));
        refused(Limits.USUAL, Arrays.copyOf(Layer.zstd(whole), 40));
    }

    @Test
    void refuses_what_is_no_tar() throws IOException {
        refused(Limits.USUAL, "<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8));
        refused(Limits.USUAL, Layer.gzip("<html>not found</html>".repeat(100).getBytes(StandardCharsets.UTF_8)));
    }
}
