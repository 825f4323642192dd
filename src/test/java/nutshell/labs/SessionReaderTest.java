package nutshell.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nutshell.content.SourceText;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionReaderTest {

    private static List<Play> read(String... lines) {
        return SessionReader.read(new SourceText("session.txt", List.of(lines)));
    }

    @Test
    void reads_lines_with_what_must_come_of_them() {
        List<Play> plays = read(
                "# a comment",
                "> unshare uts",
                "? inside /proc/thread-self/ns/uts differs host  # a wall",
                "~ ^done$",
                "as user",
                "! EPERM mount -t tmpfs # x");

        assertEquals("unshare uts", plays.get(0).typed());
        assertEquals(2, plays.get(0).line());
        assertFalse(plays.get(0).asUser());
        assertTrue(plays.get(0).prints().isPresent());
        assertEquals(
                new Observation(Side.INSIDE, "/proc/thread-self/ns/uts", Operator.DIFFERS, "host", "a wall"),
                plays.get(0).observations().get(0));
        assertEquals(Optional.of("EPERM"), plays.get(1).refusal());
        assertEquals("mount -t tmpfs # x", plays.get(1).typed());
        assertTrue(plays.get(1).asUser());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "unshare uts; expected a line that begins with",
                ">; expected a line to type",
                "! EWHAT unshare uts; expected an errno, safety or exit-N, found 'EWHAT'",
                "! EPERM; expected a line to type",
                "? inside /x; expected host, inside or joined, a path",
                "? outside /x missing; expected host, inside or joined, found 'outside'",
                "? inside x missing; expected a path from /",
                "? inside /x equal y; there is no 'equal'",
                "? inside /x equals; equals takes VALUE",
                "? inside /x missing y; missing takes no value",
                "? inside /x has (; '(' is no pattern",
                "~ [; '[' is no pattern",
            })
    void refuses_what_it_does_not_know_with_its_line(String line, String message) {
        Refusal refusal = assertThrows(Refusal.class, () -> read("> unshare uts", "? inside /x missing", line));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("session.txt:3: " + message), refusal.getMessage());
    }

    @Test
    void refuses_an_observation_before_any_line_and_a_session_without_one() {
        assertTrue(refusal("? inside /x missing").startsWith("session.txt:1: expected a line to type before"));
        assertTrue(refusal("> unshare uts").startsWith("session.txt:1: expected at least one observation"));
    }

    private static String refusal(String line) {
        return String.valueOf(assertThrows(Refusal.class, () -> read(line)).getMessage());
    }
}
