package nutshell.mounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountInfoTest {

    // Captured on Debian 12, Linux 6.18, in a mount namespace of its own, with a tmpfs from a source named
    // "we\tird\src" on "/tmp/voc/a b", bound to /tmp/voc/s as a slave that is shared again, and /proc unbindable.
    private static final List<String> LINES = List.of(
            "66 65 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard,resv_strict,resuid=65534,resgid=65534",
            "68 66 0:21 / /proc rw,relatime unbindable - proc proc rw",
            "86 66 0:39 / /tmp/voc/a\\040b rw,relatime shared:21 - tmpfs we\\011ird\\134src rw",
            "87 66 0:39 / /tmp/voc/s rw,relatime shared:22 master:21 - tmpfs we\\011ird\\134src rw");

    @Test
    void reads_each_field() {
        MountInfo root = MountInfo.parse(LINES).get(0);

        assertEquals(
                new MountInfo(
                        66,
                        65,
                        254,
                        0,
                        "/",
                        "/",
                        "rw,relatime",
                        List.of("shared:1"),
                        "ext4",
                        "/dev/vda",
                        "rw,discard,resv_strict,resuid=65534,resgid=65534"),
                root);
    }

    @Test
    void decodes_what_the_kernel_escapes() {
        MountInfo odd = MountInfo.parse(LINES).get(2);

        assertEquals("/tmp/voc/a b", odd.mountPoint());
        assertEquals("we\tird\\src", odd.source());
        // Written after proc(5): \012 is a line break.
        assertEquals(
                "/a\nb",
                MountInfo.parse(List.of("1 2 0:3 / /a\\012b rw - tmpfs t rw"))
                        .get(0)
                        .mountPoint());
    }

    @Test
    void decodes_no_escape_twice() {
        // A directory really named "a\040b": the kernel escapes its backslash.
        assertEquals(
                "/a\\040b",
                MountInfo.parse(List.of("1 2 0:3 / /a\\134040b rw - tmpfs t rw"))
                        .get(0)
                        .mountPoint());
    }

    @Test
    void tells_where_mount_events_go() {
        assertEquals(
                List.of("shared:1", "unbindable", "shared:21", "shared:22, slave of 21"),
                MountInfo.parse(LINES).stream().map(MountInfo::propagation).toList());
        assertEquals(
                List.of("shared", "unbindable", "shared", "shared, slave"),
                MountInfo.parse(LINES).stream().map(MountInfo::propagationKind).toList());
        MountInfo alone =
                MountInfo.parse(List.of("1 2 0:3 / / rw - tmpfs t rw")).get(0);
        assertEquals("private", alone.propagation());
    }

    @Test
    void reads_a_source_that_is_empty() {
        // Captured on Debian 12, Linux 6.18, after `mount -t tmpfs "" /tmp/voc`.
        MountInfo mount = MountInfo.parse(List.of("63 43 0:39 / /tmp/voc rw,relatime - tmpfs  rw"))
                .get(0);

        assertEquals("", mount.source());
        assertEquals("rw", mount.superOptions());
    }

    @Test
    void refuses_a_line_by_its_number() {
        Refusal refusal = assertThrows(
                Refusal.class,
                () -> MountInfo.parse(List.of(LINES.get(0), "87 66 0:39 / /tmp rw shared:1 tmpfs t rw")));

        assertSame(Refusal.Kind.FAILED, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("mountinfo line 2 "), refusal.getMessage());
    }

    @Test
    void refuses_a_device_without_a_minor_number() {
        assertThrows(Refusal.class, () -> MountInfo.parse(List.of("1 2 98 / / rw - tmpfs t rw")));
    }

    @Test
    void sees_no_mount_in_a_name_that_holds_a_carriage_return(@TempDir Path directory) throws IOException {
        String forged = "/a\r9 9 0:9 / /etc rw - tmpfs t rw";
        Path file = Files.writeString(
                directory.resolve("mountinfo"), "1 2 0:3 / " + forged.replace(" ", "\\040") + " rw - tmpfs t rw\n");

        assertEquals(
                List.of(forged),
                MountInfo.read(file).stream().map(MountInfo::mountPoint).toList());
    }

    @Test
    void reads_names_that_are_no_text(@TempDir Path directory) throws IOException {
        byte[] line = "1 2 0:3 / /\u00ff rw - tmpfs t rw\n".getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(
                1,
                MountInfo.read(Files.write(directory.resolve("mountinfo"), line))
                        .size());
    }

    @Property
    boolean refuses_any_other_lines(@ForAll List<String> lines) {
        return readsOrRefuses(lines);
    }

    @Property
    boolean refuses_lines_that_are_nearly_right(@ForAll("nearly") List<String> lines) {
        return readsOrRefuses(lines);
    }

    @Provide
    Arbitrary<List<String>> nearly() {
        return Arbitraries.of("1", "-", "0:3", ":", "99999999999", "/", "\\040", "\\777", "\\", "rw", "shared:1", "")
                .list()
                .ofMinSize(6)
                .ofMaxSize(14)
                .map(words -> String.join(" ", words))
                .list()
                .ofMaxSize(3);
    }

    private static boolean readsOrRefuses(List<String> lines) {
        try {
            return MountInfo.parse(lines).size() == lines.size();
        } catch (Refusal refusal) {
            return refusal.kind() == Refusal.Kind.FAILED;
        }
    }
}
