package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nutshell.kernel.SyscallFailed;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class UndoOnTheKernelTest {

    private static final String[] TEN = {
        "rootfs busybox",
        "cgroup set pids.max 20",
        "unshare uts mnt pid ipc cgroup",
        "sethostname box",
        "pivot_root",
        "mount proc",
        "mknod /dev/null c 1 3",
        "mount -t tmpfs -o size=64k tmpfs /tmp",
        "sethostname other",
        "mount -t tmpfs tmpfs /mnt"
    };

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs() {
        OnTheKernel.needsBusybox();
    }

    @Test
    void leaves_exactly_the_first_eight_of_ten_steps_in_force() {
        OnTheKernel.needsController("pids");
        Container undone = kernel.build(TEN);
        undone.undo(2);
        Container eight = kernel.session().enter("eight");
        OnTheKernel.apply(eight, Arrays.copyOf(TEN, 8));
        kernel.start(undone, "sleep", "60");
        kernel.start(eight, "sleep", "60");

        assertEquals(facts(eight), facts(undone));
        assertEquals("box", undone.hostname());
        assertEquals(Recipe.text(eight.recipe()), Recipe.text(undone.recipe()));
    }

    /** What the kernel says of a container, without what differs between any two. */
    private static Map<String, Object> facts(Container container) {
        View view = View.of(container);
        View host = View.ofHost();
        Map<String, Object> facts = new TreeMap<>();
        for (Namespace namespace : Namespace.values()) {
            boolean own = !String.valueOf(host.namespaces().get(namespace))
                    .equals(String.valueOf(view.forChildren().get(namespace)));
            facts.put(namespace.word(), own);
        }
        facts.put("hostname", view.hostname());
        facts.put("cwd", view.workingDirectory());
        facts.put(
                "mounts",
                view.mounts().stream()
                        .map(mount -> mount.mountPoint() + " " + mount.fsType() + " " + mount.options() + " "
                                + mount.superOptions() + " " + mount.propagation())
                        .toList());
        facts.put("limits", container.cgroup().orElseThrow().settings());
        facts.put("pids.max", container.cgroup().orElseThrow().reading("pids.max"));
        return facts;
    }

    @Test
    void throws_the_layer_away_with_the_overlay() {
        Container container = kernel.build("rootfs busybox", "unshare mnt", "overlay", "pivot_root");
        kernel.run(container, "touch", "/etc/mine");

        container.undo(2);

        assertFalse(Files.exists(kernel.rootOf(container).resolveSibling("upper")));
        OnTheKernel.apply(container, "overlay", "pivot_root");
        assertEquals(
                1, kernel.run(container, "test", "-e", "/etc/mine").status().shellStatus());
    }

    @Test
    void takes_back_everything() {
        OnTheKernel.needsController("pids");
        Container container = kernel.build(TEN);
        container.reset();

        assertEquals(List.of(), View.of(container).since(View.ofHost()));
        assertEquals(List.of(), container.recipe());
        assertFalse(Files.exists(kernel.rootOf(container)));
    }

    @Test
    void refuses_to_undo_more_than_was_done_and_touches_nothing() {
        Container container = kernel.build("unshare uts");
        int tid = container.tid();

        assertEquals(
                Refusal.Kind.USAGE,
                assertThrows(Refusal.class, () -> container.undo(2)).kind());
        assertEquals(tid, container.tid());
    }

    @Test
    void rebuilds_after_a_step_that_was_refused_half_way_and_says_so() {
        assumeTrue(Files.exists(Path.of("/proc/self/ns/time")), "this kernel has no time namespaces");
        Container container = kernel.build("unshare uts", "sethostname box");
        int tid = container.tid();

        // The namespace is granted, and then a clock that would stand before zero is not.
        assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "unshare time --boottime -9000000000"));

        assertNotEquals(tid, container.tid());
        assertEquals("box", container.hostname());
        assertEquals(
                View.ofHost().forChildren().get(Namespace.TIME),
                View.of(container).forChildren().get(Namespace.TIME));
        List<String> news = container.news();
        assertTrue(news.get(0).contains("half-way") && news.get(0).contains("2 steps"), news.toString());
    }

    @Test
    void leaves_the_container_alone_when_a_refused_step_changed_nothing() {
        OnTheKernel.needsController("pids");
        Container container = kernel.build("cgroup set pids.max 20");
        OnTheKernel.Started sleep = kernel.start(container, "sleep", "60");

        // No process has the number that the kernel never reaches: nothing is joined before all have been found.
        assertThrows(SyscallFailed.class, () -> OnTheKernel.apply(container, "setns 4194304 uts net"));

        assertEquals(List.of(sleep.child()), container.children());
        assertEquals(List.of(), container.news());
    }
}
