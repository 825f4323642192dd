package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupEventsTest {

    private static final Map<String, String> LIMITS = Map.of("memory.max", "8M", "pids.max", "20");
    private static final CgroupEvents BEFORE = new CgroupEvents(1, 5, LIMITS);

    @Test
    void says_which_limit_was_reached_and_what_the_kernel_did() {
        assertEquals(
                List.of(
                        "memory.max (8M) was reached: the kernel killed 1 process with SIGKILL (oom_kill 1 → 2)",
                        "pids.max (20) was reached: fork was refused with EAGAIN (pids.events max 5 → 9)"),
                new CgroupEvents(2, 9, LIMITS).since(BEFORE));
    }

    @Test
    void counts_more_than_one() {
        assertEquals(
                List.of("memory.max (8M) was reached: the kernel killed 3 processes with SIGKILL (oom_kill 1 → 4)"),
                new CgroupEvents(4, 5, LIMITS).since(BEFORE));
    }

    @Test
    void does_not_invent_a_limit_that_nobody_set_here() {
        assertEquals(
                List.of("memory.max (of a group above this one) was reached: the kernel killed 1 process with SIGKILL"
                        + " (oom_kill 1 → 2)"),
                new CgroupEvents(2, 5, Map.of()).since(BEFORE));
    }

    @Test
    void has_nothing_to_say_when_nothing_happened() {
        assertEquals(List.of(), BEFORE.since(BEFORE));
        assertEquals(List.of(), CgroupEvents.of(Optional.empty()).since(BEFORE));
    }
}
