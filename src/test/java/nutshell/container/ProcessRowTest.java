package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessRowTest {

    /** The first lines of {@code /proc/PID/status}, of a sleep in two nested PID namespaces, Linux 6.1 on Debian 12. */
    private static final List<String> CAPTURED = List.of(
            "Name:\tsleep",
            "Umask:\t0022",
            "State:\tS (sleeping)",
            "Tgid:\t4711",
            "Ngid:\t0",
            "Pid:\t4711",
            "PPid:\t4700",
            "TracerPid:\t0",
            "Uid:\t1000\t0\t0\t0",
            "Gid:\t1000\t0\t0\t0",
            "FDSize:\t64",
            "Groups:\t ",
            "NStgid:\t4711\t12\t1",
            "NSpid:\t4711\t12\t1");

    private static List<String> with(String before, String after) {
        return CAPTURED.stream()
                .map(line -> line.startsWith(before) ? after : line)
                .toList();
    }

    @Test
    void reads_both_numbers_and_the_real_user() {
        assertEquals(Optional.of(new Processes.Row(4711, 4700, 1, 1000, "sleep")), Processes.Row.parse(CAPTURED));
    }

    @Test
    void reads_a_name_with_a_colon_harmlessly() {
        assertEquals(
                Optional.of("a: b\\u001b[31m"),
                Processes.Row.parse(with("Name:", "Name:\ta: b\u001b[31m")).map(Processes.Row::command));
    }

    @Test
    void a_process_that_is_going_away_is_no_row() {
        assertEquals(Optional.empty(), Processes.Row.parse(List.of()));
        assertEquals(Optional.empty(), Processes.Row.parse(CAPTURED.subList(0, 4)));
        assertEquals(Optional.empty(), Processes.Row.parse(with("PPid:", "PPid:\t")));
        assertEquals(Optional.empty(), Processes.Row.parse(with("NSpid:", "NSpid:\t99999999999")));
    }
}
