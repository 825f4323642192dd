package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import nutshell.cgroups.CgroupMounts;
import nutshell.kernel.OpenMode;
import nutshell.kernel.Signal;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Rootfs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test on the real kernel stands on: root or a skip with the reason, sessions that keep their things in a place of
 * the test's own, and a host that is afterwards as it was before.
 */
final class OnTheKernel implements BeforeEachCallback, AfterEachCallback {

    private static final int LIMIT_SECONDS = 40;

    private final List<Session> sessions = new ArrayList<>();
    private Optional<HostState> before = Optional.empty();
    private Optional<Path> directory = Optional.empty();

    /** A program that runs, and the file it writes to. */
    record Started(Child child, Path file) {
        Ran await() {
            WaitStatus status = child.await();
            return new Ran(HostState.text(file).strip(), status);
        }
    }

    /** What a program printed on both outputs, and how it ended. */
    record Ran(String output, WaitStatus status) {}

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        assumeTrue(
                "root".equals(System.getProperty("user.name")), "needs root: leaving a namespace takes CAP_SYS_ADMIN");
        ClassesLoaded.all();
        directory = Optional.of(Files.createTempDirectory("nutshell-kernel"));
        before = Optional.of(HostState.now());
    }

    /** A thread that Java has joined is with the kernel for an instant longer. */
    private Set<String> settledThreads() {
        Set<String> threads = HostState.threads(containerThreads());
        for (int i = 0; i < 500 && !threads.equals(before.orElseThrow().threads()); i++) {
            LockSupport.parkNanos(2_000_000);
            threads = HostState.threads(containerThreads());
        }
        return threads;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (before.isEmpty()) {
            return;
        }
        try {
            assertEquals(before.get().threads(), settledThreads(), "the other threads, meanwhile");
        } finally {
            closeAll(before.get());
        }
    }

    private void closeAll(HostState host) {
        try {
            sessions.forEach(Session::close);
            host.requireAgain();
            sessions.forEach(session ->
                    assertFalse(Files.exists(places().running().resolve(session.id())), "the session's directory"));
            assertEquals(List.of(), HostState.names(places().cache()), "root file systems");
        } finally {
            Trees.delete(directory());
        }
    }

    /** Also those whose container has gone on to a user namespace, and with it to a deputy. */
    private static Set<Integer> containerThreads() {
        return HostState.names(Path.of("/proc/self/task")).stream()
                .filter(tid -> HostState.ofThread(tid, "comm").startsWith("container "))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /** A directory of the test's own on the host. */
    Path directory() {
        return directory.orElseThrow();
    }

    Places places() {
        // Sessions are where every other program of ours looks for living ones, so that none takes them for dead.
        return new Places(at("state"), at("cache"), HostState.RUNNING);
    }

    private Path at(String kind) {
        return directory().resolve(kind).resolve("nutshell");
    }

    Session session(boolean mayChangeHost) {
        Session session = Session.begin(places(), mayChangeHost);
        sessions.add(session);
        return session;
    }

    /** The test's usual session, begun when first asked for. */
    Session session() {
        return sessions.isEmpty() ? session(false) : sessions.get(0);
    }

    /** A descriptor that swallows what is written to it, until the test is over. */
    int nowhere() {
        return session().host().call(kernel -> kernel.open("/dev/null", OpenMode.WRITE));
    }

    /** Applies lines to the session's container. */
    Container build(String... lines) {
        Container container = session().current();
        apply(container, lines);
        return container;
    }

    static void apply(Container container, String... lines) {
        container.apply(Recipe.parse("test", List.of(lines)).steps());
    }

    /** Where the container's prepared root lies on the host. */
    Path rootOf(Container container) {
        return places().cache()
                .resolve("sessions")
                .resolve(session().id())
                .resolve(container.name())
                .resolve("rootfs");
    }

    Ran run(Container container, String... command) {
        return start(container, command).await();
    }

    /** Starts a program that reads nothing and writes to a file; it is killed if it runs for too long. */
    Started start(Container container, String... command) {
        try (Descriptors descriptors = new Descriptors(session().host())) {
            Path file = Files.createTempFile(directory(), "output", "");
            int in = descriptors.open("/dev/null", OpenMode.READ);
            int out = descriptors.open(file.toString(), OpenMode.WRITE);
            Child child =
                    container.start(List.of(command), Stdio.inherited().in(in).out(out), false);
            limit(child);
            return new Started(child, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void limit(Child child) {
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (child.end().isEmpty()) {
                nutshell.kernel.Kernel.silent().processes().kill(child.pid(), Signal.SIGKILL);
            }
        });
    }

    /** Skips the test where the tree of busybox cannot be made. */
    static void needsBusybox() {
        try {
            Rootfs.parse(List.of("busybox"), Path.of("/"));
        } catch (Refusal e) {
            Assumptions.abort(e.getMessage() + "; try: " + e.remedy());
        }
    }

    /** Skips the test where this controller's groups are not ours to make. */
    static void needsController(String name) {
        try {
            CgroupMounts mounts = CgroupMounts.ofThisMachine();
            Path top = mounts.hierarchy(name);
            assumeTrue(Files.isWritable(top), top + " is read-only here");
            Path controllers = top.resolve("cgroup.controllers");
            assumeTrue(
                    mounts.version().usesV1() || HostState.text(controllers).contains(name),
                    "this machine's cgroup v2 has no controller " + name);
        } catch (Refusal e) {
            Assumptions.abort(e + "");
        }
    }
}
