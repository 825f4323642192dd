package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("machine")
class EnduranceOnTheKernelTest {

    /** The JVM's own compiler threads come and go, so a few more than before prove nothing. */
    private static final int NOISE = 5;

    @RegisterExtension
    final OnTheKernel kernel = new OnTheKernel();

    @BeforeEach
    void needs() {
        OnTheKernel.needsBusybox();
        OnTheKernel.needsController("pids");
    }

    @Test
    void makes_two_hundred_containers_and_keeps_nothing_of_them() {
        Container base = kernel.build("rootfs busybox");
        kernel.run(base, "true");
        String root = kernel.rootOf(base).toString();
        containers(20, root);
        Counts before = Counts.now();

        containers(200, root);

        Counts after = Counts.now();
        assertTrue(after.descriptors() <= before.descriptors() + NOISE, before + " → " + after);
        assertTrue(after.threads() <= before.threads() + NOISE, before + " → " + after);
        assertEquals(before.mounts(), after.mounts());
    }

    private void containers(int count, String root) {
        for (int i = 0; i < count; i++) {
            Container container = kernel.session().enter("many");
            OnTheKernel.apply(
                    container,
                    "rootfs " + root,
                    "cgroup set pids.max 20",
                    "unshare uts mnt pid net ipc cgroup",
                    "pivot_root",
                    "mount proc");
            assertEquals(0, kernel.run(container, "true").status().raw());
            container.reset();
        }
    }

    /** What a leak would make grow. */
    private record Counts(int descriptors, int threads, int mounts) {
        static Counts now() {
            return new Counts(
                    HostState.names(Path.of("/proc/self/fd")).size(),
                    HostState.names(Path.of("/proc/self/task")).size(),
                    HostState.now().mounts().size());
        }
    }

    @Test
    void starts_three_hundred_programs_while_the_garbage_is_collected() throws InterruptedException {
        Container container = kernel.build("rootfs busybox", "unshare uts mnt", "pivot_root");
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger collections = new AtomicInteger();
        Thread collector = new Thread(() -> {
            while (!enough.get()) {
                long begun = System.nanoTime();
                System.gc();
                collections.incrementAndGet();
                // It rests as long as it took, on the slowest machine too: half of the time is for the starts.
                LockSupport.parkNanos(System.nanoTime() - begun);
            }
        });
        collector.start();
        try {
            // On a loaded machine the collector is slow to get its turns.
            for (int i = 0; i < 300 || (collections.get() < 10 && i < 6_000); i++) {
                Child child = container.start(List.of("sh", "-c", "exit " + i % 100), Stdio.inherited(), false);
                assertEquals(i % 100, child.await().shellStatus());
            }
        } finally {
            enough.set(true);
            collector.join();
        }
        assertTrue(collections.get() >= 10, "collections: " + collections);
    }
}
