package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nutshell.kernel.SyscallEvent;

/** Which of many calls are told to a person. */
final class Calls {

    /** Calls that only prepare others; told when they are refused, and by {@code trace show}. */
    private static final Set<String> PREPARING = Set.of(
            "openat",
            "close",
            "rt_sigaction",
            "socket",
            "setsockopt",
            "rt_sigprocmask",
            "close_range",
            "dup3",
            "pipe2",
            "umask",
            "read",
            "setpgid",
            "ioctl",
            "kill",
            "rmdir");

    /** Of prctl(2), whose first argument says what it is. */
    private static final Set<String> PREPARING_PRCTL = Set.of("PR_SET_PDEATHSIG", "PR_SET_KEEPCAPS");

    /** Fewer than these that are alike are told one by one. */
    private static final int MANY = 4;

    private Calls() {}

    static boolean prepares(SyscallEvent event) {
        boolean prepares = event.name().equals("prctl")
                ? PREPARING_PRCTL.contains(event.args().get(0))
                : PREPARING.contains(event.name());
        return event.errno().isEmpty() && prepares;
    }

    /** Parts the calls into those to be told one by one, alone, and many in a row that are alike. */
    static List<List<SyscallEvent>> runs(List<SyscallEvent> events) {
        List<List<SyscallEvent>> runs = new ArrayList<>();
        int from = 0;
        while (from < events.size()) {
            int to = from + 1;
            while (to < events.size() && alike(events.get(from), events.get(to))) {
                to++;
            }
            if (to - from < MANY) {
                to = from + 1;
            }
            runs.add(events.subList(from, to));
            from = to;
        }
        return runs;
    }

    /** Dropping all from the bounding set is one call for each. */
    private static boolean alike(SyscallEvent one, SyscallEvent next) {
        return one.name().equals("prctl")
                && next.name().equals("prctl")
                && one.errno().isEmpty()
                && next.errno().isEmpty()
                && one.by() == next.by()
                && one.args().get(0).equals(next.args().get(0));
    }
}
