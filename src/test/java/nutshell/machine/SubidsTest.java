package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SubidsTest {

    @Test
    void takes_a_line_of_the_users_name_or_number() {
        assertTrue(Subids.grants("alice:100000:65536", "alice", "1000"));
        assertTrue(Subids.grants("1000:100000:65536", "alice", "1000"));
    }

    @Test
    void takes_no_line_of_another_or_with_too_few_ids() {
        assertFalse(Subids.grants("alicea:100000:65536", "alice", "1000"));
        assertFalse(Subids.grants("alice:100000:65535", "alice", "1000"));
        assertFalse(Subids.grants("alice:100000", "alice", "1000"));
        assertFalse(Subids.grants("", "alice", "1000"));
    }
}
