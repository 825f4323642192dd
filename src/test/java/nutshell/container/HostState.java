package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of this machine must be the same after a test as before it. What belongs to sessions of other processes that live
 * is left out: they may come and go meanwhile.
 *
 * @param threads where this process's threads stand, each way once: namespaces, root and working directory
 * @param processes those that carry a container's mark, and the children of this process
 */
public record HostState(
        String hostname,
        List<String> mounts,
        Set<String> threads,
        Set<String> cgroups,
        Optional<Set<String>> controllers,
        Set<String> processes,
        Set<String> links,
        Set<String> sessions) {

    private static final Path RUNNING = Path.of("/run/nutshell");
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(20);

    public static HostState now() {
        LivingSessions living = LivingSessions.in(RUNNING);
        return new HostState(
                text(Path.of("/proc/sys/kernel/hostname")),
                mountsOfNobodyElse(),
                threads(Set.of()),
                cgroups(living),
                controllers(living),
                processes(living),
                new TreeSet<>(names(Path.of("/sys/class/net"))),
                names(RUNNING).stream().filter(Predicate.not(living::holds)).collect(Collectors.toSet()));
    }

    /** Waits a little, for the kernel takes back what a thread or process had after its end, and then insists. */
    public void requireAgain() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HostState after = now();
        while (!sameAs(after) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            after = now();
        }
        assertEquals(hostname, after.hostname, "the host's name");
        assertEquals(mounts, after.mounts, "the host's mounts");
        assertEquals(threads, after.threads, "where the threads of this process stand");
        assertEquals(cgroups, after.cgroups, "control groups of ours");
        if (controllers.isPresent() && after.controllers.isPresent()) {
            assertEquals(controllers, after.controllers, "controllers of the top groups");
        }
        assertEquals(processes, after.processes, "processes of ours");
        assertEquals(links, after.links, "network links");
        assertEquals(sessions, after.sessions, "sessions in " + RUNNING);
    }

    private boolean sameAs(HostState after) {
        boolean comparable = controllers.isPresent() && after.controllers.isPresent();
        return equals(new HostState(
                after.hostname,
                after.mounts,
                after.threads,
                after.cgroups,
                comparable ? after.controllers : controllers,
                after.processes,
                after.links,
                after.sessions));
    }

    /** All but those below temporary directories of other programs, which come and go as they please. */
    private static List<String> mountsOfNobodyElse() {
        return text(Path.of("/proc/self/mountinfo"))
                .lines()
                .filter(line -> !line.split(" ", -1)[4].matches("(/var)?/tmp/(?!nutshell|junit).*"))
                .toList();
    }

    /** Where this process's threads stand but for those with these numbers; one way if nobody has left the host. */
    static Set<String> threads(Set<Integer> except) {
        return names(Path.of("/proc/self/task")).stream()
                .filter(tid -> !except.contains(Integer.parseInt(tid)))
                .flatMap(tid -> standing(Path.of("/proc/self/task", tid)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Empty for a thread that has ended meanwhile. */
    private static List<String> standing(Path thread) {
        try {
            StringBuilder links = new StringBuilder();
            for (String name : new TreeSet<>(names(thread.resolve("ns")))) {
                links.append(Files.readSymbolicLink(thread.resolve("ns").resolve(name)))
                        .append(' ');
            }
            for (String name : List.of("root", "cwd")) {
                links.append(Files.readSymbolicLink(thread.resolve(name))).append(' ');
            }
            return Files.exists(thread) ? List.of(links.toString()) : List.of();
        } catch (NoSuchFileException e) {
            // A thread that is ending is still listed, and stands in no namespace any more.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sessions' groups in every hierarchy, our common directory where it stayed behind empty, and v2's controllers. */
    private static Set<String> cgroups(LivingSessions living) {
        Set<String> found = new TreeSet<>();
        for (Path top : LivingSessions.hierarchies()) {
            Path ours = top.resolve(ControlGroup.ALL_OURS);
            List<String> groups = names(ours).stream()
                    .filter(name -> Files.isDirectory(ours.resolve(name)))
                    .toList();
            groups.stream().filter(Predicate.not(living::holds)).forEach(name -> found.add(ours.resolve(name) + ""));
            if (Files.isDirectory(ours) && groups.isEmpty()) {
                found.add(ours.toString());
            }
        }
        return found;
    }

    /** What v2's top groups enable for their children; a session of somebody else may be enabling more just now. */
    private static Optional<Set<String>> controllers(LivingSessions living) {
        return living.isEmpty()
                ? Optional.of(LivingSessions.hierarchies().stream()
                        .map(top -> top.resolve("cgroup.subtree_control"))
                        .filter(Files::exists)
                        .map(control -> control + " " + text(control).strip())
                        .collect(Collectors.toSet()))
                : Optional.empty();
    }

    private static Set<String> processes(LivingSessions living) {
        Set<String> found = new TreeSet<>();
        for (String pid : names(Path.of("/proc"))) {
            mark(pid)
                    .filter(mark -> !living.holds(mark.replaceAll("/.*", "")))
                    .forEach(mark -> found.add(pid + " " + mark));
        }
        return found;
    }

    private static Stream<String> mark(String pid) {
        if (!pid.matches("[0-9]+")) {
            return Stream.empty();
        }
        try {
            String variables = Files.readString(Path.of("/proc", pid, "environ"), StandardCharsets.ISO_8859_1);
            return Stream.of(variables.split("\0", -1))
                    .filter(variable -> variable.startsWith(Launch.MARK + "="))
                    .map(variable -> variable.substring(Launch.MARK.length() + 1));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
