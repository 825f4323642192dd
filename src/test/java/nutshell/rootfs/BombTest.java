package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import nutshell.refusals.Refusal;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BombTest {

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void refuses_more_bytes_than_the_limit() throws IOException {
        byte[] layer =
                Layer.gzip(new Layer().file("zeros", new byte[2_000_000], 0644).tar());

        images.refuses(
                Refusal.Kind.FAILED,
                "entry 'zeros': unpacks to more than 1.0 MB",
                Limits.USUAL.withBytes(1_000_000),
                layer);
    }

    @Test
    void refuses_a_bomb_by_its_ratio() throws IOException {
        byte[] layer =
                Layer.gzip(new Layer().file("zeros", new byte[5_000_000], 0644).tar());

        images.refuses(
                Refusal.Kind.FAILED, "more than 100 times its size", Limits.USUAL.withRatio(100, 1_000_000), layer);
    }

    @Test
    void refuses_too_many_entries() throws IOException {
        byte[] layer = new Layer().file("a", "").file("b", "").file("c", "").tar();

        images.refuses(Refusal.Kind.FAILED, "entry 'c': has more than 2 entries", Limits.USUAL.withEntries(2), layer);
    }

    @Test
    void counts_directories_that_no_entry_names() throws IOException {
        byte[] layer = new Layer().file("a/b/c/d", "").tar();

        images.refuses(Refusal.Kind.FAILED, "has more than 3 entries", Limits.USUAL.withEntries(3), layer);
    }

    @Test
    void refuses_a_long_or_deep_name() throws IOException {
        images.refuses(Refusal.Kind.FAILED, "longer than 4096 bytes", new Layer().file("x/".repeat(2100) + "y", ""));
        images.refuses(
                Refusal.Kind.FAILED, "more than 256 directories deep", new Layer().file("x/".repeat(300) + "y", ""));
    }

    @Test
    void refuses_a_place_that_links_make_deep() throws IOException {
        String deep = "x/".repeat(200);
        images.refuses(
                Refusal.Kind.FAILED,
                "more than 256 directories deep",
                new Layer().link("x/".repeat(100) + "l", deep).file("x/".repeat(100) + "l/" + deep + "y", ""));
    }

    @Test
    void refuses_headers_that_would_fill_the_memory() throws IOException {
        Layer layer = new Layer();
        byte[] name = new byte[3 << 20];
        Arrays.fill(name, (byte) 'x');
        var entry = Layer.entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, 0);
        entry.setSize(name.length);

        images.refuses(
                Refusal.Kind.FAILED,
                "headers are longer than 1 MiB",
                layer.put(entry, name).file("a", ""));
    }
}
