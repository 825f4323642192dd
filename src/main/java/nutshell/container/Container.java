package nutshell.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import jnr.constants.platform.Errno;
import nutshell.kernel.Advice;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.kernel.WaitStatus;
import nutshell.namespaces.Namespace;

/** One container: a thread, the recipe that made it what it is, and the processes started from it. */
public final class Container implements AutoCloseable {

    private final Site.Ground ground;
    private final Construction construction;
    /** Added to by whichever thread waits for a child. */
    private final List<String> news = new CopyOnWriteArrayList<>();

    Container(Site.Ground ground, Trace trace) {
        this.ground = ground;
        this.construction = new Construction(ground, trace, news::add);
    }

    public String name() {
        return ground.name();
    }

    /** The steps so far, in order. */
    public List<Step> recipe() {
        return construction.recipe();
    }

    /** Applies a step and remembers it. If the kernel refuses, the container is as it was before. */
    public void apply(Step step) {
        apply(List.of(step));
    }

    /** Applies several steps in one visit to the container's thread; those before a refusal stay. */
    public void apply(List<Step> steps) {
        construction.apply(steps);
    }

    /** Takes back the last steps: what the kernel gave cannot be handed back, so the container is built anew without. */
    public void undo(int count) {
        construction.undo(count);
    }

    /** Takes back everything. */
    public void reset() {
        construction.forgetRecipe();
        close();
    }

    /** What happened beside what was asked for; told once. */
    public List<String> news() {
        List<String> told = List.copyOf(news);
        news.clear();
        return told;
    }

    /**
     * Starts a program. If PID 1 has ended, the kernel refuses with ENOMEM, which is explained, and unless {@code asItIs}
     * the container is built anew and the program started in it.
     */
    public Child start(List<String> command, Stdio stdio, boolean asItIs) {
        return started(here -> here.start(command, stdio), asItIs);
    }

    /** Runs a program to its end while someone watches it; see {@link Watcher}. */
    public WaitStatus watched(List<String> command, Stdio stdio, Watcher watcher) {
        return started(here -> here.watched(command, stdio, watcher), false);
    }

    /**
     * Has a process of the container make calls of its own, and returns them, a refused one last. What is refused before
     * the first of them is thrown.
     */
    public List<SyscallEvent> doErrand(Errand errand) {
        return building().doErrand(errand);
    }

    private <T> T started(Function<Building, T> start, boolean asItIs) {
        try {
            return start.apply(building());
        } catch (SyscallFailed e) {
            boolean firstIsGone = firstIsGone();
            if (firstIsGone && e.event().name().equals("clone") && e.errno() == Errno.ENOMEM) {
                if (asItIs) {
                    throw e.explained(new Advice(
                            true,
                            "PID 1 of this PID namespace has ended, and without it the kernel starts no process there",
                            "exec again without --as-it-is builds the container anew; explain pid-1"));
                }
                construction.rebuild("clone() = ENOMEM, for PID 1 of its PID namespace has ended");
                return start.apply(building());
            }
            if (firstIsGone) {
                construction.rebuild("its first process failed to start");
            }
            throw e;
        }
    }

    /** It may have ended without anybody waiting for it. */
    private boolean firstIsGone() {
        building().children().forEach(Child::hasEnded);
        return building().site().first().isGone();
    }

    /** What to run when nothing was asked for: what the image says, else a shell. */
    public List<String> defaultCommand() {
        return ground.store()
                .image(name())
                .map(image -> {
                    List<String> command = new ArrayList<>(image.entrypoint());
                    command.addAll(image.cmd());
                    return command;
                })
                .filter(command -> !command.isEmpty())
                .orElse(List.of("sh"));
    }

    /** The children that have not ended. */
    public List<Child> children() {
        return construction.existing().map(Building::children).orElse(List.of());
    }

    /** The container's thread as the host numbers it: /proc/self/task/TID is its view seen from outside. */
    public int tid() {
        return building().call(building().site().task()::tid);
    }

    /** Its directory in the host's /proc: what the kernel says of it there. */
    public Path proc() {
        return building().call(building().site().task()::proc);
    }

    /** Runs something on the container's thread. */
    public <T> T inside(Callable<T> work) {
        return building().call(work);
    }

    /** Asks the kernel as the container, whose paths begin at its own root. It must only look. */
    public <T> T look(Function<Kernel, T> look) {
        return building().call(() -> look.apply(building().site().kernel()));
    }

    /** The host name in the container's UTS namespace. */
    public String hostname() {
        return look(Kernel::hostname);
    }

    /** The namespaces it has left. */
    public Set<Namespace> own() {
        return site().map(Site::own).orElse(Set.of());
    }

    /** The lines that give up power and are left to the first process. */
    public List<String> leftToFirstProcess() {
        return site().map(here -> here.powers().left()).orElse(List.of());
    }

    /** The filters of system calls that its programs run under. */
    public List<LoadedFilter> filters() {
        return site().map(here -> here.filters().all()).orElse(List.of());
    }

    public Optional<ControlGroup> cgroup() {
        return site().flatMap(Site::existingCgroup);
    }

    /** The directory that is or will be its root, as the host names it. */
    public Optional<Path> preparedRoot() {
        return site().flatMap(here -> here.root().directory());
    }

    public boolean hasOwnRoot() {
        return site().map(here -> here.root().isEntered()).orElse(false);
    }

    /** What has been done on its thread, if one has been needed yet. */
    private Optional<Site> site() {
        return construction.existing().map(Building::site);
    }

    Building building() {
        return construction.building();
    }

    /** Ends its processes and its thread; the kernel takes back the namespaces. */
    @Override
    public void close() {
        construction.tearDown();
        // Only then: what is still mounted there must not be deleted through. Removal takes care of it, mounts first.
        ground.store().drop(name());
    }
}
