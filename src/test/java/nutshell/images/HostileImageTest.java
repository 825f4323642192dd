package nutshell.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import nutshell.images.secrets.SecretSearch;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Layer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives made to harm whoever looks into them: refused with the entry named, or harmless. */
@Timeout(120)
class HostileImageTest {

    private static final int BLOCK = 512;

    @TempDir
    Path temp;

    private List<String> read(byte[] layer) throws IOException {
        List<String> read = new ArrayList<>();
        try (OpenImage image = new Made(temp).image("layout", Made.config(""), layer)) {
            image.entries((entry, contents) -> read.add(
                    "%s %s %d %s".formatted(entry.kind(), entry.path(), contents.readAllBytes().length, entry.link())));
        }
        return read;
    }

    private void refuses(Refusal.Kind kind, String reason, byte[] layer) {
        Refusal refusal = assertThrows(Refusal.class, () -> {
            try (OpenImage image = new Made(temp).image("layout", Made.config(""), layer)) {
                Anatomy.of(image);
            }
        });
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
        assertTrue(
                String.valueOf(refusal.getMessage())
                        .startsWith(temp.resolve("layout") + " cannot be read: layer 1 of 1"),
                refusal.getMessage());
        assertEquals(kind, refusal.kind());
    }

    @Test
    void refuses_to_climb_out() {
        refuses(
                Refusal.Kind.SAFETY,
                "entry 'a/../../b': it names '..'",
                new Layer().file("a/../../b", "x").tar());
    }

    @Test
    void an_absolute_name_begins_at_the_image_s_root() throws IOException {
        assertEquals(
                List.of("FILE /etc/passwd 1 "),
                read(new Layer().file("/etc/passwd", "x").tar()));
    }

    @Test
    void follows_no_link_out() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret"), "x");

        assertEquals(
                List.of("SYMBOLIC_LINK /a 0 " + secret, "HARD_LINK /b 0 " + secret, "HARD_LINK /c 0 ../secret"),
                read(new Layer()
                        .link("a", secret.toString())
                        .hardLink("b", secret.toString())
                        .hardLink("c", "../secret")
                        .tar()));
    }

    @Test
    void opens_no_device() throws IOException {
        assertEquals(
                List.of("BLOCK_DEVICE /dev/sda 0 ", "CHARACTER_DEVICE /dev/zero 0 "),
                read(new Layer()
                        .device("dev/sda", TarConstants.LF_BLK, 8, 0)
                        .device("dev/zero", TarConstants.LF_CHR, 1, 5)
                        .tar()));
    }

    @Test
    void refuses_a_giant_that_is_all_holes() {
        byte[] map = Arrays.copyOf("0\n".getBytes(StandardCharsets.US_ASCII), BLOCK);
        byte[] sparse = extended(
                "GNU.sparse.major=1",
                "GNU.sparse.minor=0",
                "GNU.sparse.name=giant",
                "GNU.sparse.realsize=" + Integer.MAX_VALUE);
        TarArchiveEntry headers = Layer.entry("headers", TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0644);
        headers.setSize(sparse.length);

        refuses(
                Refusal.Kind.FAILED,
                "entry 'giant': is a sparse file of 2.1 GB",
                new Layer().put(headers, sparse).file("x", map, 0644).tar());
    }

    /** Each line begins with its own length. See pax(1). */
    private static byte[] extended(String... lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            int length = line.length() + 4;
            text.append("%02d %s\n".formatted(length, line));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void refuses_more_than_a_million_entries() throws IOException {
        byte[] header = Arrays.copyOf(new Layer().file("d/0000000", "").tar(), BLOCK);
        Arrays.fill(header, 2, 9, (byte) '0');
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = quick(packed)) {
            for (int i = 0; i <= 1_000_000; i++) {
                out.write(numbered(header, i));
            }
            out.write(new byte[2 * BLOCK]);
        }
        refuses(
                Refusal.Kind.FAILED,
                "entry 'd/1000000': has more than 1,000,000 entries (the limit)",
                packed.toByteArray());
    }

    private static OutputStream quick(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    /** Writes seven digits after {@code d/}, and the sum, which is of all bytes with spaces in its own place. See tar(5). */
    private static byte[] numbered(byte[] header, int number) {
        int rest = number;
        for (int at = 8; at >= 2; at--) {
            header[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        for (int at = 153; at >= 148; at--) {
            header[at] = (byte) ('0' + (sum & 7));
            sum >>= 3;
        }
        header[154] = 0;
        return header;
    }

    @Test
    void refuses_what_ends_early() {
        byte[] whole = new Layer().file("a", new byte[10_000], 0644).tar();

        refuses(Refusal.Kind.FAILED, "", Arrays.copyOf(whole, 5000));
        refuses(Refusal.Kind.FAILED, "", Arrays.copyOf(Layer.gzip(whole), 60));
    }

    @Test
    void refuses_an_archive_that_ends_early() throws IOException {
        byte[] whole = new Made(temp)
                .layout(
                        "whole",
                        Made.config(""),
                        new Layer().file("a", new byte[10_000], 0644).tar())
                .asTar();
        Path cut = Files.write(temp.resolve("cut.tar"), Arrays.copyOf(whole, whole.length / 2));

        Refusal refusal = assertThrows(
                Refusal.class, () -> new Images(temp, temp).open(cut.toString()).close());

        assertTrue(String.valueOf(refusal.getMessage()).startsWith(cut + " cannot be read: "), refusal.getMessage());
    }

    @Test
    void hands_over_both_entries_of_one_name() throws IOException {
        byte[] twice = new Layer()
                .file("a", "1")
                .file("a", "AKIA" + "IOSFODNN7EXAMPLE")
                .tar();

        assertEquals(List.of("FILE /a 1 ", "FILE /a 20 "), read(twice));
        try (OpenImage image = new Made(temp).image("layout", Made.config(""), twice)) {
            assertEquals(1, SecretSearch.in(image).size());
        }
    }

    @Test
    void refuses_a_bomb() {
        byte[] zeros = new Layer().file("zeros", new byte[120 << 20], 0644).tar();

        refuses(Refusal.Kind.FAILED, "unpacks to more than 1000 times its size", Layer.gzip(zeros));
        refuses(Refusal.Kind.FAILED, "unpacks to more than 1000 times its size", Layer.zstd(zeros));
    }

    @Test
    void leaves_no_file_behind_of_an_archive_packed_as_a_whole() throws IOException {
        byte[] whole = new Made(temp)
                .layout("whole", Made.config(""), new Layer().file("a", "x").tar())
                .asTar();
        Path packed = Files.write(temp.resolve("whole.tar.gz"), Layer.gzip(whole));
        Path room = temp.resolve("room");

        try (OpenImage image = new Images(room, temp).open(packed.toString());
                var inUse = Files.list(room)) {
            assertEquals(List.of(), inUse.toList());
            assertEquals(1, image.layers().size());
        }
    }

    @Test
    void a_name_does_not_steer_the_terminal() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> read(new Layer().file("\033[2J/../x", "").tar()));

        assertTrue(String.valueOf(refusal.getMessage()).contains("\\u001b[2J"), refusal.getMessage());
    }
}
