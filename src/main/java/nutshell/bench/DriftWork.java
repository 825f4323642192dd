package nutshell.bench;

import java.util.List;
import java.util.Optional;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.Stdio;
import nutshell.drift.Guard;
import nutshell.drift.Target;
import nutshell.kernel.Kernel;
import nutshell.refusals.Refusal;

/** A program of the image started in a container: where each start is asked about, and where none is. */
final class DriftWork implements AutoCloseable {

    private static final String WORK = "drift";

    private final Stage stage;
    private final Container watched;
    private final Container free;
    private final Guard guard;

    DriftWork(Stage stage) {
        this.stage = stage;
        this.watched = container("watched");
        this.free = container("free");
        Kernel kernel = Kernel.silent();
        kernel.warmUp();
        Target target = new Target(watched.name(), watched.proc());
        this.guard = Guard.begin(new Guard.Order(target, Optional.empty(), true), kernel);
    }

    private Container container(String name) {
        Container container = stage.session().enter(name);
        container.apply(Stage.steps("rootfs " + stage.tree(), "unshare mnt", "overlay", "pivot_root"));
        return container;
    }

    List<Contender> contenders() {
        return List.of(
                Contender.timed(WORK, "nutshell, blocking", true, () -> start(watched)),
                Contender.timed(WORK, "nobody asked", false, () -> start(free)));
    }

    private void start(Container container) {
        Stdio nothing = Stdio.inherited().in(stage.nowhere()).out(stage.nowhere());
        Child child = container.start(Stage.COMMAND, nothing, true);
        int status = child.await().shellStatus();
        if (status != 0) {
            throw Refusal.failed("true exited with " + status + " in our container", "nutshell doctor");
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
