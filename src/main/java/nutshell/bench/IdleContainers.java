package nutshell.bench;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.Stdio;
import nutshell.container.Step;

/** Containers that are alive and do nothing, each with all its namespaces, a root, /proc, a group and a program that sleeps. */
final class IdleContainers implements AutoCloseable {

    private static final List<String> SLEEP = List.of(Stage.PROGRAM, "sleep", "3600");

    private final Stage stage;
    private final List<Step> steps;
    private final List<Container> containers = new ArrayList<>();
    private final List<Child> sleepers = new ArrayList<>();

    IdleContainers(Stage stage) {
        this.stage = stage;
        this.steps = ContainerWork.withGroup(stage);
    }

    /** Makes containers until there are so many. */
    void upTo(int count) {
        while (containers.size() < count) {
            Container container = stage.session().enter("idle" + containers.size());
            containers.add(container);
            container.apply(steps);
            sleepers.add(
                    container.start(SLEEP, Stdio.inherited().in(stage.nowhere()).out(stage.nowhere()), true));
        }
    }

    /** What one costs us, and what its program holds: each one's part. */
    List<Memory.Held> memory(int count) {
        System.gc();
        Memory before = Memory.ofOurselves();
        upTo(count);
        System.gc();
        Memory ours = Memory.ofOurselves().minus(before).dividedBy(count);
        Memory program = Memory.of(sleepers.get(count - 1).pid());
        return List.of(
                new Memory.Held("an idle container, in nutshell", count, ours),
                new Memory.Held("an idle container, its program", 1, program));
    }

    @Override
    public void close() {
        containers.forEach(Container::reset);
        containers.clear();
        sleepers.clear();
    }
}
