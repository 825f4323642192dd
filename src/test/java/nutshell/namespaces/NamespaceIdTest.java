package nutshell.namespaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespaceIdTest {

    @Test
    void reads_what_the_kernel_writes_and_writes_the_same() {
        // Captured on Debian 12, Linux 6.18, with `readlink /proc/self/ns/uts`.
        NamespaceId id = NamespaceId.parse("uts:[4026531838]");

        assertEquals(new NamespaceId("uts", 4026531838L), id);
        assertEquals("uts:[4026531838]", id.toString());
    }

    @Test
    void follows_a_link_and_not_further(@TempDir Path ns) throws IOException {
        Path link = Files.createSymbolicLink(ns.resolve("mnt"), Path.of("mnt:[4026531832]"));

        assertEquals(new NamespaceId("mnt", 4026531832L), NamespaceId.read(link));
    }

    @Test
    void says_when_the_process_has_gone(@TempDir Path proc) {
        Refusal refusal = assertThrows(Refusal.class, () -> NamespaceId.read(proc.resolve("ns/uts")));

        assertSame(Refusal.Kind.MACHINE, refusal.kind());
    }

    @Test
    void refuses_a_number_that_fits_nowhere() {
        assertThrows(Refusal.class, () -> NamespaceId.parse("uts:[99999999999999999999]"));
    }

    @Property
    boolean refuses_any_other_text_in_printable_characters(@ForAll String link) {
        try {
            return NamespaceId.parse(link).toString().equals(link);
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).matches("\\p{Print}*");
        }
    }
}
