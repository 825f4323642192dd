package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jnr.constants.platform.Errno;
import nutshell.kernel.SyscallEvent;
import org.junit.jupiter.api.Test;

class TraceTest {

    private final Trace trace = new Trace();

    private static SyscallEvent event(String name, Optional<Errno> errno) {
        return new SyscallEvent(name, List.of(), errno.isPresent() ? -1 : 0, errno, 1, SyscallEvent.Actor.HOST);
    }

    @Test
    void tells_each_call_once_and_remembers_all() {
        SyscallEvent first = event("chdir", Optional.empty());
        SyscallEvent second = event("chroot", Optional.of(Errno.ENOENT));
        trace.accept(first);

        assertEquals(List.of(first), trace.fresh());
        trace.accept(second);
        assertEquals(List.of(second), trace.fresh());
        assertEquals(List.of(), trace.fresh());
        assertEquals(List.of(first, second), trace.all());
    }

    @Test
    void knows_what_was_granted_since_a_mark() {
        trace.accept(event("clone", Optional.empty()));
        int mark = trace.mark();
        trace.accept(event("mount", Optional.empty()));
        trace.accept(event("chroot", Optional.of(Errno.ENOENT)));

        assertTrue(trace.changedSince(mark));
        assertTrue(trace.succeeded(mark, "mount"));
        assertFalse(trace.succeeded(mark, "chroot"));
        assertFalse(trace.succeeded(mark, "clone"));
    }

    @Test
    void lets_the_oldest_go_and_still_tells_what_is_fresh() {
        IntStream.range(0, 2_000).forEach(i -> trace.accept(event("old", Optional.empty())));
        assertEquals(2_000, trace.fresh().size());
        trace.accept(event("new", Optional.empty()));

        assertEquals(
                List.of("new"), trace.fresh().stream().map(SyscallEvent::name).toList());
        assertEquals(1_001, trace.all().size());
    }

    @Test
    void still_knows_what_was_granted_when_old_calls_went_in_between() {
        IntStream.range(0, 1_999).forEach(i -> trace.accept(event("old", Optional.empty())));
        int mark = trace.mark();
        trace.accept(event("clone", Optional.empty()));
        trace.accept(event("mount", Optional.empty()));

        assertTrue(trace.succeeded(mark, "clone"));
        assertTrue(trace.changedSince(mark));
    }

    @Test
    void takes_what_is_over_with_the_step_for_no_change() {
        int mark = trace.mark();
        List.of("openat", "close", "umask", "clone").forEach(name -> trace.accept(event(name, Optional.empty())));

        assertFalse(trace.changedSince(mark));
    }
}
