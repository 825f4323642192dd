package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nutshell.cgroups.CgroupMounts;
import nutshell.kernel.Kernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("machine")
class CleanerOnTheKernelTest {

    private static final String DEAD = "0123456789ab";

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @TempDir
    private Path directory = Path.of("");

    private Path ours = Path.of("");

    @BeforeEach
    void needs() {
        OnTheKernel.needsController("memory");
        ours = CgroupMounts.ofThisMachine().hierarchy("memory").resolve(ControlGroup.ALL_OURS);
    }

    /** Has a killed session's ledger name a group, and returns what is told of its removal. */
    private List<String> cleanedOf(Path group) throws IOException {
        return cleanedOf("CGROUP " + group);
    }

    private List<String> cleanedOf(String entry) throws IOException {
        Path session = Files.createDirectories(directory.resolve("run/nutshell").resolve(DEAD));
        Files.writeString(session.resolve("ledger"), entry + "\n");
        Places places = new Places(directory.resolve("state"), directory.resolve("cache"), session.resolveSibling(""));
        return new Cleaner(places).clean();
    }

    @Test
    void removes_groups_that_lie_in_a_killed_sessions_group_with_what_runs_in_them() throws Exception {
        Path room = ours.resolve(DEAD).resolve("ba9876543210");
        Path deep = Files.createDirectories(room.resolve("nutshell/c0ffee123456/c1"));
        Files.createDirectories(room.resolve("theirs/shell"));
        Process inside = new ProcessBuilder("sleep", "600").start();
        Files.writeString(deep.resolve("cgroup.procs"), inside.pid() + "\n");

        List<String> removed = cleanedOf(room);

        assertTrue(removed.contains("cgroup " + room), removed.toString());
        assertFalse(Files.exists(ours.resolve(DEAD)));
        assertTrue(inside.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void unmounts_the_hierarchy_that_somebody_was_killed_over_removing() throws IOException {
        String name = HostHierarchy.name(DEAD);
        Path place = Files.createDirectories(
                directory.resolve("run/nutshell").resolve(DEAD).resolve("hierarchy"));
        Kernel.silent().mount("none", place.toString(), "cgroup", 0, "none,name=" + name);
        Files.createDirectory(place.resolve("group"));

        List<String> removed = cleanedOf("HIERARCHY " + name);

        assertTrue(removed.contains("cgroup hierarchy " + name), removed.toString());
        assertFalse(HostHierarchy.isThere(name));
        assertFalse(Files.exists(place));
    }

    @Test
    void removes_groups_beside_those_that_the_ledger_names() throws Exception {
        Path named = Files.createDirectories(ours.resolve(DEAD).resolve("c1"));
        Files.createDirectories(ours.resolve(DEAD).resolve("made-by-a-program/deeper"));

        cleanedOf(named);

        assertFalse(Files.exists(ours.resolve(DEAD)));
    }

    @Test
    void leaves_the_groups_of_a_living_session_though_a_dead_ones_ledger_names_them() throws Exception {
        Container container = kernel.build("cgroup set memory.max 64M");
        Path living = container.cgroup().orElseThrow().directories().stream()
                .filter(group -> group.startsWith(ours))
                .findFirst()
                .orElseThrow();
        Path roundabout = ours.resolve(DEAD).resolve("..").resolve(ours.relativize(living));

        assertEquals(List.of("session " + DEAD), cleanedOf(living));
        Files.createDirectories(ours.resolve(DEAD));
        assertEquals(List.of("session " + DEAD), cleanedOf(roundabout));
        Files.delete(ours.resolve(DEAD));

        assertTrue(Files.isDirectory(living));
    }
}
