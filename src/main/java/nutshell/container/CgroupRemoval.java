package nutshell.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallFailed;
import org.jspecify.annotations.Nullable;

/** Removes groups: first what runs in them, then the directories from the inside out. */
final class CgroupRemoval {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofNanos(50_000);

    private CgroupRemoval() {}

    /** Takes a directory below {@link ControlGroup#ALL_OURS}; one that is gone already is no error. */
    static void remove(Kernel kernel, Path directory) {
        if (!isDirectory(directory)) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!removed(kernel, directory)) {
            children(directory).forEach(child -> remove(kernel, child));
            killAll(kernel, directory);
            if (System.nanoTime() > deadline) {
                throw nutshell.refusals.Refusal.failed(
                        "the control group " + directory + " still holds processes that cannot be killed",
                        "host cat " + directory + "/cgroup.procs; then nutshell clean");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The session's directory and ours above it go last: each container would only have to make them again. */
    static void removeEmptyParents(Kernel kernel, @Nullable Path level) {
        Path at = level;
        while (at != null && isOurs(at) && children(at).isEmpty() && removedAtLast(kernel, at)) {
            at = at.getParent();
        }
    }

    /** Tried twice, for what is refused only in this instant: nobody would look for an empty group again. */
    private static boolean removedAtLast(Kernel kernel, Path directory) {
        return Stream.of(directory, directory).anyMatch(again -> removed(kernel, again));
    }

    private static boolean isOurs(Path level) {
        Path parent = level.getParent();
        return level.endsWith(ControlGroup.ALL_OURS) || (parent != null && parent.endsWith(ControlGroup.ALL_OURS));
    }

    private static boolean removed(Kernel kernel, Path directory) {
        try {
            kernel.rmdir(directory.toString());
            return true;
        } catch (SyscallFailed e) {
            // EBUSY: a process, perhaps one that has ended and not been waited for, is still in it.
            return e.errno() == Errno.ENOENT;
        }
    }

    private static void killAll(Kernel kernel, Path directory) {
        Path kill = directory.resolve("cgroup.kill");
        try {
            if (Files.exists(kill)) {
                kernel.writeFile(kill.toString(), "1");
                return;
            }
            for (String pid : Files.readAllLines(directory.resolve("cgroup.procs"))) {
                kernel.processes().kill(Integer.parseInt(pid), Signal.SIGKILL);
            }
        } catch (IOException | SyscallFailed e) {
            // Gone between the look and the act: the next round sees.
        }
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static java.util.List<Path> children(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(CgroupRemoval::isDirectory).toList();
        } catch (IOException e) {
            return java.util.List.of();
        }
    }
}
