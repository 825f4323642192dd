package nutshell.bench;

import java.util.List;
import nutshell.container.Container;
import nutshell.container.Step;

/** A recipe of twenty steps on a fresh container: what undo, load and reset cost. */
final class ReplayWork {

    private final Stage stage;
    private final List<Step> steps;

    ReplayWork(Stage stage) {
        this.stage = stage;
        this.steps = Stage.steps(
                "rootfs " + stage.tree(),
                "cgroup set pids.max 64",
                "unshare uts mnt pid net ipc cgroup",
                "sethostname replayed",
                "pivot_root",
                "mount -t tmpfs -o nosuid,noexec,mode=755,size=64k tmpfs /dev",
                "mknod /dev/null c 1 3",
                "mknod /dev/zero c 1 5",
                "mknod /dev/full c 1 7",
                "mknod /dev/random c 1 8",
                "mknod /dev/urandom c 1 9",
                "mknod /dev/tty c 5 0",
                "mount -t tmpfs -o nosuid,nodev tmpfs /tmp",
                "mount -t tmpfs -o nosuid,nodev tmpfs /run",
                "mount -t tmpfs -o nosuid,nodev tmpfs /mnt",
                "mount -o remount,ro /mnt",
                "mount --make-private /tmp",
                "umount /run",
                "chdir /tmp",
                "cgroup set pids.max 32");
    }

    Contender contender() {
        return Contender.timed("replay", "nutshell, %d steps".formatted(steps.size()), true, () -> {
            Container container = stage.session().enter("c1");
            container.apply(steps);
            container.reset();
        });
    }
}
