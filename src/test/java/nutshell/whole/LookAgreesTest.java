package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What look prints against what other programs find out about the same process. */
@Tag("whole")
class LookAgreesTest {

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private final List<LiveShell> shells = new ArrayList<>();
    private long sleep;

    @BeforeEach
    void starts_a_program_beside_the_shell() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("busybox", "lsns", "findmnt");
        LiveShell shell = program.closing(new LiveShell(program));
        shells.add(shell);
        shell.done("load isolated");
        sleep = shell.background("sleep 60");
    }

    private String look(String what) {
        return shells.get(0).output("look " + what);
    }

    @Test
    void on_namespaces_with_lsns() {
        String look = look("ns");
        List<String> rows = Commands.run("lsns", "--noheadings", "-p", Long.toString(sleep), "-o", "TYPE,NS")
                .wellDone()
                .lines();

        assertTrue(rows.size() >= 7, rows.toString());
        for (String row : rows) {
            String[] field = row.strip().split("\\s+", -1);
            assertEquals(field[1], inside(look, field[0]), look);
        }
        for (String own : List.of("uts", "mnt", "pid", "net", "ipc", "cgroup")) {
            assertTrue(row(look, own).endsWith("≠"), look);
        }
        assertTrue(row(look, "user").endsWith("="), look);
    }

    /** The third column of a row of the table. */
    private static String inside(String look, String label) {
        return row(look, label).split("\\s+", -1)[2];
    }

    private static String row(String look, String label) {
        return look.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(label + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not in\n" + look));
    }

    @Test
    void on_processes_with_proc() throws IOException {
        String status = Files.readString(Path.of("/proc/" + sleep + "/status"));
        assertTrue(Pattern.compile("^NSpid:\t" + sleep + "\t1$", Pattern.MULTILINE)
                .matcher(status)
                .find());

        assertTrue(look("ps").lines().anyMatch(line -> line.matches(" *" + sleep + " +1 +0 +sleep")), look("ps"));
    }

    @Test
    void on_control_groups_with_proc() throws IOException {
        Matcher group = Pattern.compile("/nutshell/[0-9a-f]+/c1").matcher(look("cgroup"));
        assertTrue(group.find());

        String memberships = Files.readString(Path.of("/proc/" + sleep + "/cgroup"));
        assertTrue(memberships.lines().anyMatch(line -> line.endsWith(":" + group.group())), memberships);
        assertTrue(look("cgroup").matches("(?s).*pids.max +64 .*"), look("cgroup"));
    }

    @Test
    void on_mounts_with_findmnt() {
        List<String> found = Commands.run("findmnt", "-N", Long.toString(sleep), "-rno", "TARGET,FSTYPE")
                .wellDone()
                .lines();

        String own = look("mounts").replaceAll("(?s).*only inside\n(.*?)\n  only on the host.*", "$1");
        assertEquals(
                new TreeSet<>(found),
                own.lines()
                        .map(line -> line.strip().split("\\s+", -1))
                        .map(fields -> fields[0] + " " + fields[1])
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void on_a_child_that_holds_nothing_of_the_shell_s() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + sleep + "/fd"))) {
            assertEquals(
                    List.of("0", "1", "2"),
                    descriptors
                            .map(path -> path.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }
}
