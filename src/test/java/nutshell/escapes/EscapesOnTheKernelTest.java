package nutshell.escapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import jnr.constants.platform.Errno;
import nutshell.container.ClassesLoaded;
import nutshell.container.HostState;
import nutshell.container.Places;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.escapes.Result.Outcome;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each escape on the kernel that there is; afterwards the host is as it was, the kernel's settings too. */
@Tag("machine")
class EscapesOnTheKernelTest {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    @TempDir
    @org.jspecify.annotations.Nullable Path directory;

    private @org.jspecify.annotations.Nullable HostState before;
    private String pattern = "";

    @BeforeEach
    void look() throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "needs root: the escapes are from root's containers");
        ClassesLoaded.all();
        before = HostState.now();
        pattern = Files.readString(PATTERN);
    }

    @AfterEach
    void compare() throws IOException {
        if (before != null) {
            before.requireAgain();
            assertEquals(pattern, Files.readString(PATTERN));
            assertEquals(List.of(), ourHierarchies());
        }
    }

    private static List<String> ourHierarchies() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.contains(":name=nut"))
                .toList();
    }

    private Session session(boolean mayChangeHost) {
        Path home = java.util.Objects.requireNonNull(directory);
        return Session.begin(
                new Places(home.resolve("state"), home.resolve("cache"), Path.of("/run/nutshell")), mayChangeHost);
    }

    private Result result(Function<Demonstration, Result> run) {
        try (Session session = session(true);
                Demonstration demonstration = new Demonstration(session)) {
            return run.apply(demonstration);
        }
    }

    private Result possible(Function<Demonstration, Result> run) {
        Result result = result(run);
        assumeTrue(result.outcome() != Outcome.UNAVAILABLE, () -> result.why().orElse(""));
        return result;
    }

    static List<String> words() {
        return Escape.words();
    }

    @ParameterizedTest
    @MethodSource("words")
    void escapes_where_nothing_stops_it(String word) {
        Result result = possible(demonstration -> demonstration.run(Escape.of(word), List.of()));

        assertEquals(Outcome.ESCAPED, result.outcome(), result::toString);
        Result.Proof proof = result.proof().orElseThrow();
        assertTrue(proof.read(), "the nonce was read");
        assertEquals(OptionalLong.of(0), proof.owner(), "who owns the file that was left");
    }

    @ParameterizedTest
    @MethodSource("words")
    void is_contained_by_its_fix_alone(String word) {
        Escape escape = Escape.of(word);
        Result result = possible(demonstration -> demonstration.run(escape, List.of(escape.fix())));

        assertEquals(Outcome.CONTAINED, result.outcome(), result::toString);
        assertTrue(result.stoppedBy().orElseThrow().errno().isPresent());
        Result.Proof proof = result.proof().orElseThrow();
        assertFalse(proof.read());
        assertEquals(OptionalLong.empty(), proof.owner());
    }

    @ParameterizedTest
    @MethodSource("words")
    void is_contained_where_nobody_makes_its_mistake(String word) throws IOException {
        Recipe hardened = Recipe.parse("hardened", Files.readAllLines(Path.of("labs/recipes/hardened.nut")));
        Result result =
                possible(demonstration -> demonstration.runIn(new Replica(hardened, false, false), Escape.of(word)));

        assertEquals(Outcome.CONTAINED, result.outcome(), result::toString);
        assertTrue(result.stoppedBy().isPresent(), result::toString);
    }

    private static Recipe withMounts(String... mounts) {
        List<String> lines = new java.util.ArrayList<>(List.of("rootfs busybox", "unshare mnt pid", "chdir"));
        lines.addAll(List.of(mounts));
        lines.addAll(List.of("pivot_root", "mount proc"));
        return Recipe.parse("mounted", lines);
    }

    @Test
    void goes_the_ways_that_somebodys_recipe_has_left_open() {
        Recipe open = withMounts("mount -o rbind,X-mount.mkdir / every");
        Result result =
                possible(demonstration -> demonstration.runIn(new Replica(open, false, false), new HostMountEscape()));

        assertEquals(Outcome.ESCAPED, result.outcome(), result::toString);
        assertEquals(OptionalLong.of(0), result.proof().orElseThrow().owner());
    }

    @Test
    void writes_to_no_directory_of_somebodys() throws IOException {
        Path volume = Files.createDirectory(
                java.util.Objects.requireNonNull(directory).resolve("volume"));
        Recipe sharing = withMounts("mount -o bind,X-mount.mkdir %s data".formatted(volume));
        Result result =
                possible(demonstration -> demonstration.runIn(new Replica(sharing, false, false), new RootIsRoot()));

        assertEquals(Outcome.ESCAPED, result.outcome(), result::toString);
        try (var left = Files.list(volume)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void a_user_namespace_leaves_an_ordinary_user_that_ones_own_files() {
        Result result =
                possible(demonstration -> demonstration.run(new HostMountEscape(), List.of(Defence.USER_NAMESPACE)));

        assertEquals(Errno.EACCES, result.stoppedBy().orElseThrow().errno().orElseThrow());
        assertEquals(1, result.still().size());
        assertTrue(result.still().get(0).contains("could still be written"), result.still()::toString);
    }

    @Test
    void a_process_of_the_hosts_can_be_ended_even_where_its_root_is_closed() {
        Result result =
                possible(demonstration -> demonstration.run(new HostPid(), List.of(Defence.DEFAULT_CAPABILITIES)));

        assertEquals(Outcome.CONTAINED, result.outcome());
        assertEquals(List.of("a process of the host's could still be ended, by a signal"), result.still());
    }

    @Test
    void read_only_is_no_wall_for_who_only_reads() {
        Result result =
                possible(demonstration -> demonstration.run(new HostMountEscape(), List.of(Defence.READ_ONLY_MOUNTS)));

        assertEquals(Outcome.ESCAPED, result.outcome());
        assertTrue(result.proof().orElseThrow().read());
    }

    @Test
    void capabilities_and_closed_paths_together_hold_what_neither_holds() {
        Result result = possible(demonstration ->
                demonstration.run(new CorePattern(), List.of(Defence.DEFAULT_CAPABILITIES, Defence.MASKED_PATHS)));

        assertEquals(Outcome.CONTAINED, result.outcome());
        assertEquals(Errno.EROFS, result.stoppedBy().orElseThrow().errno().orElseThrow());
    }

    /** What a cell comes to must not hang on the one before. */
    @Test
    void the_same_cell_comes_to_the_same_after_others() {
        Escape escape = new ReleaseAgent();
        List<Outcome> outcomes = new java.util.ArrayList<>();
        result(demonstration -> {
            Result last = demonstration.run(escape, List.of(Defence.OWN_NAMESPACES));
            outcomes.add(last.outcome());
            demonstration.run(escape, List.of());
            last = demonstration.run(escape, List.of(Defence.OWN_NAMESPACES));
            outcomes.add(last.outcome());
            return last;
        });

        assertEquals(outcomes.get(0), outcomes.get(1));
    }

    @Test
    void is_refused_outside_the_lab_machine_unless_told_otherwise() {
        try (Session session = session(false)) {
            Refusal refused = assertThrows(Refusal.class, () -> new Demonstration(session));

            assertEquals(Refusal.Kind.SAFETY, refused.kind());
            assertTrue(refused.remedy().contains("--on-this-machine"));
        }
    }

    @Test
    void a_defence_that_is_not_to_be_had_is_said() {
        Result result = result(demonstration -> demonstration.run(new RootIsRoot(), List.of(Defence.APPARMOR)));

        boolean there = Files.exists(Path.of("/sys/module/apparmor"));
        assertEquals(there, result.outcome() != Outcome.UNAVAILABLE);
        assertEquals(there, result.why().isEmpty());
    }
}
