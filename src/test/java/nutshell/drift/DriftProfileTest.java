package nutshell.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class DriftProfileTest {

    private static final String DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void what_was_written_is_read_again_strange_names_too() {
        Map<String, String> digests = Map.of("/bin/sh", DIGEST, "/two\nlines\\and more", DIGEST, "/a # b", DIGEST);

        Profile again = Profile.parse(
                "f", new Profile("a\ntest", digests).text().lines().toList());

        assertEquals(digests, again.digests());
    }

    @Test
    void reads_what_sha256sum_prints() {
        Profile profile = Profile.parse("f", List.of("# a comment", "", DIGEST + "  /bin/sh", DIGEST + " */bin/ls"));

        assertEquals(Map.of("/bin/sh", DIGEST, "/bin/ls", DIGEST), profile.digests());
    }

    @Test
    void names_the_line_that_is_none() {
        Refusal refused =
                assertThrows(Refusal.class, () -> Profile.parse("web.profile", List.of(DIGEST + "  /bin/sh", "x")));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("web.profile, line 2"), refused.getMessage());
        assertEquals(Refusal.Kind.USAGE, refused.kind());
    }

    @Test
    void takes_no_path_that_depends_on_where_one_is() {
        assertThrows(Refusal.class, () -> Profile.parse("f", List.of(DIGEST + "  bin/sh")));
    }
}
