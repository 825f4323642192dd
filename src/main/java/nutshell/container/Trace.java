package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import nutshell.kernel.SyscallEvent;

/** The system calls of a session since it was last asked, from whichever thread they came. */
public final class Trace implements Consumer<SyscallEvent> {

    /** What is kept for {@code trace show}; the oldest go first. */
    private static final int KEPT = 2_000;

    /** What is over with the step itself: descriptors are closed, the umask is set back, a helper has ended. */
    private static final Set<String> PASSING = Set.of(
            "openat",
            "close",
            "pipe2",
            "read",
            "umask",
            "clone",
            "socket",
            "setsockopt",
            "landlock_create_ruleset",
            "landlock_add_rule");

    private final List<SyscallEvent> events = new ArrayList<>();
    private int asked;
    /** How many have gone: a mark counts from the first call ever. */
    private int gone;

    @Override
    public synchronized void accept(SyscallEvent event) {
        if (events.size() == KEPT) {
            events.subList(0, KEPT / 2).clear();
            asked = Math.max(0, asked - KEPT / 2);
            gone += KEPT / 2;
        }
        events.add(event);
    }

    /** The calls since the last time this was asked. */
    public synchronized List<SyscallEvent> fresh() {
        List<SyscallEvent> fresh = List.copyOf(events.subList(asked, events.size()));
        asked = events.size();
        return fresh;
    }

    /** A point to count from with {@link #changedSince}. */
    synchronized int mark() {
        return gone + events.size();
    }

    private List<SyscallEvent> since(int mark) {
        return events.subList(Math.max(0, mark - gone), events.size());
    }

    /** Whether a call was granted since the mark that left something changed. */
    synchronized boolean changedSince(int mark) {
        return since(mark).stream().anyMatch(event -> event.errno().isEmpty() && !isPassing(event));
    }

    /** The thread's own root is no more than the ground a container stands on. */
    private static boolean isPassing(SyscallEvent event) {
        return PASSING.contains(event.name()) || event.call().equals("unshare(CLONE_FS)");
    }

    /** Whether a call of this name was granted since the mark. */
    synchronized boolean succeeded(int mark, String name) {
        return since(mark).stream()
                .anyMatch(event -> event.errno().isEmpty() && event.name().equals(name));
    }

    public synchronized List<SyscallEvent> all() {
        return List.copyOf(events);
    }
}
