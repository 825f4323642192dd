package nutshell.machine;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No test of any ring, for its name does not end as theirs: run by vagrant/jobs/fail to see a failure come back. */
@Tag("machine")
class FailsOnPurpose {

    @Test
    void fails() {
        fail("failing on purpose in " + System.getProperty("user.dir"));
    }
}
