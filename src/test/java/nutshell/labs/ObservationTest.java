package nutshell.labs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import jnr.constants.platform.Errno;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

    private static final String HOST_ROOT = "21 1 8:1 / / rw - ext4 /dev/sda rw";

    private final InventedViews views = new InventedViews()
            .says(Side.INSIDE, "/name", "box\n")
            .says(Side.HOST, "/name", "lab\n")
            .says(Side.INSIDE, "/same", "x")
            .says(Side.HOST, "/same", "x")
            .says(Side.INSIDE, "/status", "Name:\tsh\nSeccomp:\t2\n")
            .refuses(Side.INSIDE, "/secret", Errno.EACCES)
            .says(Side.HOST, "/the/root/bin", "d 0755 uid=0 gid=0 size=1 rdev=0:0")
            .says(Side.HOST, "/proc/thread-self/mountinfo", HOST_ROOT + "\n")
            .says(Side.INSIDE, "/mounts-with", HOST_ROOT.replace(" / /", " / /old") + "\n")
            .says(Side.INSIDE, "/mounts-without", "30 1 8:1 /var/tree / rw - ext4 /dev/sda rw\n")
            .runs(7, 8)
            .says(Side.HOST, "/proc/7/ns/pid", "pid:[2]")
            .says(Side.HOST, "/proc/8/ns/pid", "pid:[1]")
            .says(Side.HOST, "/proc/thread-self/ns/pid", "pid:[1]");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "inside /name equals box; true",
                "inside /name equals lab; false",
                "inside /name differs host; true",
                "inside /name equals host; false",
                "inside /same equals host; true",
                "inside /same differs host; false",
                "inside /status has ^Seccomp:\\s+2$; true",
                "inside /status has ^Seccomp:\\s+0; false",
                "inside /status lacks ^Seccomp:\\s+0; true",
                "inside /status lacks Seccomp; false",
                "inside /nowhere missing; true",
                "inside /name missing; false",
                "inside /secret refuses EACCES; true",
                "inside /secret refuses EPERM; false",
                "host ROOT/bin status ^d 0755 uid=0 ; true",
                "host ROOT/bin status ^- ; false",
                "inside /mounts-with shows /; true",
                "inside /mounts-with hides /; false",
                "inside /mounts-without shows /; false",
                "inside /mounts-without hides /; true",
                "host /proc/PID/ns/pid equals host; true",
                "host /proc/PID/ns/pid differs host; true",
                "host /proc/PID/ns/pid equals pid:[3]; false",
            })
    void says_what_is_so(String text, boolean holds) {
        assertEquals(holds, SessionReader.observation(text).look(views).holds(), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inside /nowhere equals host",
                "inside /nowhere differs host",
                "inside /name differs joined",
                "inside /nowhere lacks x",
                "inside /secret missing",
                "inside /nowhere hides /",
                "inside /mounts-without hides /nowhere",
                "host UPPER/x missing",
                "host CGROUP/pids.max lacks x"
            })
    void never_holds_because_something_could_not_be_seen(String text) {
        assertFalse(SessionReader.observation(text).look(views).holds(), text);
    }

    @Test
    void holds_of_no_process_where_there_is_none() {
        assertFalse(SessionReader.observation("host /proc/PID/comm lacks x")
                .look(new InventedViews())
                .holds());
    }

    @Test
    void shows_no_escape_sequence_of_a_strangers_file() {
        views.says(Side.INSIDE, "/name", "\u001b[2J" + "x".repeat(200));

        String seen =
                SessionReader.observation("inside /name equals box").look(views).seen();

        assertTrue(seen.startsWith("\\u001b[2Jxxx") && seen.length() < 80, seen);
    }

    @Test
    void gives_up_a_pattern_that_would_take_for_ever() {
        views.says(Side.INSIDE, "/name", "a".repeat(5000) + "!");
        Observation hostile = SessionReader.observation("inside /name has ^(a+)+$");

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThrows(Refusal.class, () -> hostile.look(views)));
    }
}
