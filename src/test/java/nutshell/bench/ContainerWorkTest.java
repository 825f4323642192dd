package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.cgroups.CgroupMounts;
import nutshell.container.ClassesLoaded;
import nutshell.container.NetworkView;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.kernel.Kernel;
import nutshell.mounts.MountInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("machine")
@Timeout(900)
class ContainerWorkTest {

    @TempDir
    Path temp;

    private final List<String> sessions = new java.util.ArrayList<>();

    @BeforeEach
    void only_as_root() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Peer.find("busybox").isPresent(), "needs busybox");
        ClassesLoaded.all();
    }

    @Test
    void measures_our_containers_beside_the_peers_and_leaves_nothing() throws IOException {
        List<MountInfo> mounts = mounts();

        Figures figures = bench().run(Set.of(Work.CONTAINER), OptionalInt.of(3));

        Set<String> works = figures.rows().stream()
                .filter(row -> row.who().equals("nutshell"))
                .map(Row::work)
                .collect(Collectors.toSet());
        assertEquals(Set.of("container", "container+cgroup"), works);
        assertTrue(figures.rows().stream()
                .allMatch(row -> row.timings().n() == (row.who().matches("docker run|podman run") ? 1 : 3)));
        // Ours thrice, six peers: each has a row, or a remark that says why not.
        assertEquals(9, figures.rows().size() + figures.remarks().size());
        assertEquals(
                List.of("an idle container, in nutshell", "an idle container, its program"),
                figures.memory().stream().map(Memory.Held::who).toList());
        nothing_is_left(mounts);
    }

    @Test
    void measures_a_cable_beside_ip_and_leaves_nothing() throws IOException {
        assumeTrue(Peer.find("ip").isPresent(), "needs ip");
        List<MountInfo> mounts = mounts();

        Figures figures = bench().run(Set.of(Work.VETH), OptionalInt.of(2));

        assertEquals(
                List.of("nutshell", "ip, four commands"),
                figures.rows().stream().map(Row::who).toList());
        assertEquals(
                Set.of(),
                NetworkView.of(Kernel.silent()).interfaces().keySet().stream()
                        .filter(name -> name.startsWith("nutb"))
                        .collect(Collectors.toSet()));
        nothing_is_left(mounts);
    }

    @Test
    void measures_a_replay_and_leaves_nothing() throws IOException {
        List<MountInfo> mounts = mounts();

        Figures figures = bench().run(Set.of(Work.REPLAY), OptionalInt.of(3));

        assertEquals(
                List.of("nutshell, 20 steps"),
                figures.rows().stream().map(Row::who).toList());
        nothing_is_left(mounts);
    }

    @Test
    void measures_a_start_that_is_asked_about_and_leaves_nothing() throws IOException {
        assumeFalse(Files.getFileStore(temp).type().equals("overlay"), "an upper layer cannot lie on an overlay");
        List<MountInfo> mounts = mounts();

        Figures figures = bench().run(Set.of(Work.DRIFT), OptionalInt.of(3));

        assertEquals(
                List.of("nutshell, blocking", "nobody asked"),
                figures.rows().stream().map(Row::who).toList());
        nothing_is_left(mounts);
    }

    @Test
    void looks_before_meanwhile_and_after_very_many_containers() throws IOException {
        List<MountInfo> mounts = mounts();

        ScaleFigures figures = bench().run(new Scale(8, 12));

        assertEquals(
                List.of(),
                figures.courses().stream()
                        .flatMap(course -> course.leaks().stream())
                        .toList());
        assertTrue(figures.flat());
        Reading most = figures.courses().get(0).during().get(3);
        assertEquals(8, most.containers());
        assertEquals(8, most.processes());
        // Threads of other tests in this process end meanwhile, so how many more there are says nothing here.
        assertTrue(most.threads() >= 8, most.toString());
        assertEquals(12, figures.courses().get(1).after().containers());
        nothing_is_left(mounts);
    }

    private Bench bench() {
        Places places = new Places(temp.resolve("state"), temp.resolve("cache/nutshell"), temp.resolve("running"));
        return new Bench(
                () -> {
                    Session session = Session.begin(places, false);
                    sessions.add(session.id());
                    return session;
                },
                temp.resolve("nutshell"),
                ContainerWorkTest::json,
                2,
                what -> {});
    }

    /** Enough of a writer for a bundle: maps, lists, texts, numbers and truths. */
    private static String json(Object value) {
        if (value instanceof java.util.Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(String.valueOf(entry.getKey())) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ContainerWorkTest::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }

    private void nothing_is_left(List<MountInfo> mounts) throws IOException {
        assertEquals(mounts, mounts());
        try (Stream<Path> files = Files.walk(temp)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
        assertEquals(1, sessions.size());
        Set<Path> tops = new java.util.HashSet<>(
                CgroupMounts.ofThisMachine().controllers().values());
        CgroupMounts.ofThisMachine().unified().ifPresent(tops::add);
        for (Path top : tops) {
            assertFalse(Files.exists(top.resolve("nutshell").resolve(sessions.get(0))));
            assertFalse(Files.exists(top.resolve("nutshell-bench-" + sessions.get(0))));
        }
    }

    private static List<MountInfo> mounts() {
        return MountInfo.read(Path.of("/proc/self/mountinfo"));
    }
}
