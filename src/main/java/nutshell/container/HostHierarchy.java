package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import nutshell.kernel.Kernel;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;

/**
 * A hierarchy of cgroup v1 without a controller, known by its name. With its last mount gone it stays as long as there are
 * groups in it, and even an empty one until it has been mounted and unmounted once more.
 */
final class HostHierarchy {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(1);

    private HostHierarchy() {}

    /** What the hierarchy of a session is called. */
    static String name(String session) {
        return "nut" + session;
    }

    /** Whether the kernel knows it; every process is in a group of every hierarchy, we as well. */
    static boolean isThere(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                    .anyMatch(line -> line.contains(":name=" + name + ":"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The kernel takes its time: to forget a group that was removed, and then the hierarchy, which a mount would revive. What
     * it is mounted at meanwhile is a directory of the session's: whoever goes on after us finds it.
     */
    static void remove(Kernel kernel, String name, Path session) {
        unmount(kernel, name);
        for (Duration wait = SHORTEST; isThere(name); wait = wait.multipliedBy(2)) {
            if (wait.compareTo(LONGEST) > 0) {
                throw Refusal.failed("the cgroup hierarchy " + name + " is still in use", "mount | grep " + name);
            }
            mountOnceMore(kernel, name, session.resolve("hierarchy"));
            awaitEnd(name, wait);
        }
    }

    /** Where somebody was killed who had mounted it once more. */
    private static void unmount(Kernel kernel, String name) {
        MountInfo.read(Path.of("/proc/self/mountinfo")).stream()
                .filter(mount -> mount.fsType().equals("cgroup")
                        && List.of(mount.superOptions().split(",", -1)).contains("name=" + name))
                .forEach(mount -> kernel.umount(mount.mountPoint(), Kernel.DETACH | Kernel.NOFOLLOW));
    }

    private static void awaitEnd(String name, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (isThere(name) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void mountOnceMore(Kernel kernel, String name, Path place) {
        try {
            Files.createDirectories(place);
            try {
                kernel.mount("none", place.toString(), "cgroup", 0, "none,name=" + name);
                removeGroups(kernel, place);
                kernel.umount(place.toString(), 0);
            } finally {
                Files.delete(place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeGroups(Kernel kernel, Path place) throws IOException {
        try (Stream<Path> groups = Files.list(place)) {
            groups.filter(Files::isDirectory).forEach(group -> CgroupRemoval.remove(kernel, group));
        }
    }
}
