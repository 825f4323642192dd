package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong in the guest must come out as a failure, in time, with what it said. */
@Tag("lab")
@Timeout(600)
class LabJobsTest {

    @RegisterExtension
    static final LabOnTrial LAB = new LabOnTrial();

    @ParameterizedTest
    @CsvSource({
        "panic, 120, panicking on purpose, left no result",
        "hang, 40, hanging on purpose, was not done after 40 s",
        "fail, 240, failing on purpose in /opt/nutshell, ended with 1"
    })
    void fails_when_the_guest_does(String job, String limit, String said, String why) {
        String reports = LAB.state().resolve("reports").toString();

        Commands.Result result = LAB.vm("test", "--job", job, "--limit", limit, "--reports", reports);

        assertEquals(1, result.status(), result.err());
        assertTrue(result.err().contains(said), result.err());
        assertTrue(result.out().contains(why), result.out());
    }
}
