package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jnr.constants.platform.Errno;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("machine")
class DeputyTest {

    private static final Path OWN_USER_NAMESPACE = Path.of("/proc/thread-self/ns/user");

    private final List<SyscallEvent> trace = new ArrayList<>();
    private final Kernel here = Kernel.silent();

    @BeforeEach
    void needs_a_kernel_that_makes_user_namespaces() {
        assumeTrue(Files.exists(OWN_USER_NAMESPACE), "this kernel has no user namespaces");
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: some machines refuse them to others");
    }

    private Kernel through(Deputy deputy) {
        return Kernel.through(deputy, trace::add, SyscallEvent.Actor.CONTAINER);
    }

    @Test
    void is_in_a_user_namespace_where_this_thread_is_not() throws Exception {
        Path before = Files.readSymbolicLink(OWN_USER_NAMESPACE);
        try (Deputy deputy = here.processes().startDeputy()) {
            assertNotEquals(before, Files.readSymbolicLink(Path.of("/proc/" + deputy.pid() + "/ns/user")));
            assertEquals(65534, through(deputy).uid(), "an id without a map shows as the overflow id");
            assertEquals(before, Files.readSymbolicLink(OWN_USER_NAMESPACE));
        }
    }

    @Test
    void makes_calls_whose_effect_is_its_own() {
        try (Deputy deputy = here.processes().startDeputy()) {
            through(deputy).unshare(List.of(Namespace.UTS));
            through(deputy).sethostname("deputy");

            assertEquals("deputy", through(deputy).hostname());
            assertNotEquals("deputy", here.hostname());
            assertEquals("unshare(CLONE_NEWUTS) = 0", trace.get(0).toString());
        }
    }

    @Test
    void hands_on_a_refusal_with_its_errno() {
        try (Deputy deputy = here.processes().startDeputy()) {
            SyscallFailed failed =
                    assertThrows(SyscallFailed.class, () -> through(deputy).chdir("/is/not/there"));

            assertEquals(Errno.ENOENT, failed.errno());
        }
    }

    @Test
    void starts_children_that_are_ours_to_wait_for() {
        try (Deputy deputy = here.processes().startDeputy()) {
            ChildList list = new ChildList().cleanSlate().execve("/bin/sh", List.of("sh", "-c", "exit 7"), List.of());
            for (boolean sharingMemory : new boolean[] {true, false}) {
                int pid = through(deputy).processes().start(list, sharingMemory);

                assertEquals(7, here.processes().await(pid, false).orElseThrow().shellStatus());
            }
        }
    }

    @Test
    void opens_descriptors_that_are_ours_too() {
        try (Deputy deputy = here.processes().startDeputy()) {
            int fd = through(deputy).open("/", OpenMode.READ);

            assertEquals("/", here.sight().link(fd, "").text().orElse("/"), "a directory of ours now");
            here.close(fd);
        }
    }

    @Test
    void is_said_to_be_gone_when_someone_has_killed_it() {
        try (Deputy deputy = here.processes().startDeputy()) {
            here.processes().kill(deputy.pid(), Signal.SIGKILL);

            Refusal refusal = assertThrows(Refusal.class, () -> through(deputy).chdir("/"));
            assertTrue(refusal.toString().contains("killed by signal 9"), refusal.toString());
        }
    }

    @Test
    void ends_with_the_thread_that_started_it() throws Exception {
        requireEnd(ofThreadThatEnded(deputy -> {}));
    }

    @Test
    void ends_with_that_thread_though_its_ids_have_changed_and_nobody_said_so_again() throws Exception {
        requireEnd(ofThreadThatEnded(deputy -> {
            mapRootTo(1, deputy);
            ChildList list = new ChildList();
            list.privileges().setUser(0);
            through(deputy).carryOut(list);
            assertEquals(0, through(deputy).uid());
        }));
        here.dumpable(true);
    }

    private Deputy ofThreadThatEnded(Consumer<Deputy> work) throws Exception {
        FutureTask<Deputy> task = new FutureTask<>(() -> {
            Deputy deputy = here.processes().startDeputy();
            work.accept(deputy);
            return deputy;
        });
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        return task.get();
    }

    private static void mapRootTo(int uid, Deputy deputy) {
        try {
            Files.writeString(Path.of("/proc/" + deputy.pid() + "/uid_map"), "0 " + uid + " 1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEnd(Deputy one) throws IOException {
        try (Deputy deputy = one) {
            Path stat = Path.of("/proc/" + deputy.pid() + "/stat");
            for (int i = 0; i < 500 && !Files.readString(stat).contains(") Z "); i++) {
                LockSupport.parkNanos(10_000_000);
            }
            assertTrue(Files.readString(stat).contains(") Z "), "it waits to be reaped and does nothing else");
        }
        assertFalse(Files.exists(Path.of("/proc/" + one.pid())), "reaped");
    }
}
