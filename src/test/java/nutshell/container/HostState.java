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
 * @param threads where this process's threads stand, each way once: namespaces, root and working directory, ids,
 *     capabilities, no_new_privs and filters
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

    static final Path RUNNING = Places.OF_ROOT;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(20);

    public static HostState now() {
        LivingSessions living = LivingSessions.in(RUNNING);
        return new HostState(
                text(Path.of("/proc/sys/kernel/hostname")),
                mountsOfNobodyElse(living),
                threads(Set.of()),
                cgroups(living),
                controllers(living),
                processes(living),
                network(living),
                names(RUNNING).stream()
                        .filter(name -> Session.ID.matcher(name).matches() && !living.holds(name))
                        .collect(Collectors.toSet()));
    }

    /** Waits a little, for the kernel takes back what a thread or process had after its end, and then insists. */
    public void requireAgain() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HostState after = now().without(this);
        while (!without(this).without(after).equals(after) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            after = now().without(this);
        }
        assertEquals(hostname, after.hostname, "the host's name");
        assertEquals(mounts, after.mounts, "the host's mounts");
        assertEquals(threads, after.threads, "where the threads of this process stand");
        assertEquals(Set.of(), after.cgroups, "new control groups of ours");
        assertEquals(Set.of(), after.controllers.orElse(Set.of()), "new controllers of the top groups");
        assertEquals(Set.of(), after.processes, "new processes of ours");
        assertEquals(links, after.links, "the network");
        assertEquals(Set.of(), after.sessions, "new sessions in " + RUNNING);
    }

    /** Less what bore our name before: leftovers of others may be cleaned up by anyone at any time. */
    private HostState without(HostState before) {
        return new HostState(
                hostname,
                mounts,
                threads,
                minus(cgroups, before.cgroups),
                controllers.flatMap(now -> before.controllers.map(then -> minus(now, then))),
                minus(processes, before.processes),
                links,
                minus(sessions, before.sessions));
    }

    private static Set<String> minus(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** All but those below temporary directories of other programs and other sessions', which come and go as they please. */
    private static List<String> mountsOfNobodyElse(LivingSessions living) {
        return text(Path.of("/proc/self/mountinfo"))
                .lines()
                .filter(line -> {
                    Path point = Path.of(line.split(" ", -1)[4]);
                    return !point.toString().matches("(/var)?/tmp/(?!nutshell|junit).*")
                            && living.names().stream().noneMatch(name -> point.startsWith(RUNNING.resolve(name)));
                })
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
            text(thread.resolve("status"))
                    .lines()
                    .filter(line -> line.matches("(Uid|Gid|Groups|Cap...|NoNewPrivs|Seccomp.*):.*"))
                    .forEach(line -> links.append(line).append(' '));
            return Files.exists(thread) ? List.of(links.toString()) : List.of();
        } catch (NoSuchFileException | UncheckedIOException e) {
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

    /** Interfaces with their state, and gateways. */
    private static Set<String> network(LivingSessions living) {
        NetworkView view = NetworkView.of(nutshell.kernel.Kernel.silent());
        Set<String> state = new TreeSet<>(view.gateways());
        view.links().stream()
                .filter(link ->
                        living.names().stream().noneMatch(session -> NetworkRemoval.group(session) == link.group()))
                .forEach(link -> state.add(link.name() + " " + view.interfaces().get(link.name())));
        if (living.isEmpty()) {
            state.add("ip_forward "
                    + text(Path.of("/proc/sys/net/ipv4/ip_forward")).strip());
        }
        return state;
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

    /** What a thread's file says, or nothing: the thread may have ended since it was found. */
    static String ofThread(String tid, String file) {
        try {
            return Files.readString(Path.of("/proc/self/task", tid, file));
        } catch (IOException e) {
            return "";
        }
    }
}
