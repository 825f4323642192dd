package nutshell.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class AccessRightsTest {

    private static final Path HEADER = Path.of("/usr/include/linux/landlock.h");

    @Test
    void the_bits_are_those_of_the_kernels_header() throws IOException {
        assumeTrue(Files.exists(HEADER), "the kernel's headers are not installed: apt install linux-libc-dev");
        Matcher line = Pattern.compile("#define LANDLOCK_ACCESS_FS_(\\w+)\\s+\\(1ULL << (\\d+)\\)")
                .matcher(Files.readString(HEADER));
        int found = 0;
        for (; line.find(); found++) {
            assertEquals(
                    1L << Integer.parseInt(line.group(2)),
                    AccessRight.valueOf(line.group(1)).value());
        }
        assertTrue(found >= 13, found + " rights in " + HEADER);
    }

    @Property
    boolean the_words_of_a_set_are_read_as_that_set(@ForAll Set<AccessRight> rights) {
        AccessRights set = new AccessRights(rights);
        return rights.isEmpty() || AccessRights.parse(set.words()).equals(set);
    }

    @Test
    void says_in_the_fewest_words_what_it_holds() {
        assertEquals(
                "read,execute", AccessRights.parse("execute,read_dir,read_file").words());
        assertEquals("all", AccessRights.known().words());
        assertEquals(
                "EXECUTE|READ_FILE", AccessRights.parse("read_file,execute").flags());
        assertEquals(0b101, AccessRights.parse("read_file,execute").bits());
    }

    @Test
    void asks_no_kernel_for_what_it_does_not_know() {
        assertEquals(
                "refer,truncate,ioctl_dev",
                AccessRights.known().minus(AccessRights.known().knownTo(1)).words());
        assertEquals(
                "ioctl_dev",
                AccessRights.known().minus(AccessRights.known().knownTo(4)).words());
        assertTrue(AccessRights.known().minus(AccessRights.known().knownTo(5)).isEmpty());
    }

    @Test
    void keeps_from_files_what_only_directories_have() {
        assertEquals("write_file,truncate", AccessRights.parse("write").ofFile().words());
        assertTrue(AccessRights.parse("make_dir,read_dir").ofFile().isEmpty());
    }

    @Test
    void an_unknown_word_gets_the_nearest() {
        Refusal refusal = assertThrows(Refusal.class, () -> AccessRights.parse("read,mak_dir"));

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
        assertTrue(refusal.toString().contains("did you mean make_dir"), refusal.toString());
    }
}
