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
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** One container: a thread, the recipe that made it what it is, and the processes started from it. */
public final class Container implements AutoCloseable {

    private final Site.Ground ground;
    private final Trace trace;
    private final List<Step> recipe = new ArrayList<>();
    /** Added to by whichever thread waits for a child. */
    private final List<String> news = new CopyOnWriteArrayList<>();

    private Optional<Building> building = Optional.empty();
    /** Where the trace stood when the latest step began: what came after was done for that step. */
    private int begun;

    Container(Site.Ground ground, Trace trace) {
        this.ground = ground;
        this.trace = trace;
    }

    public String name() {
        return ground.name();
    }

    /** The steps so far, in order. */
    public List<Step> recipe() {
        return List.copyOf(recipe);
    }

    /** Applies a step and remembers it. If the kernel refuses, the container is as it was before. */
    public void apply(Step step) {
        apply(List.of(step));
    }

    /** Applies several steps in one visit to the container's thread; those before a refusal stay. */
    public void apply(List<Step> steps) {
        int before = recipe.size();
        begun = trace.mark();
        try {
            applyAll(steps);
        } catch (SyscallFailed | Refusal e) {
            if (trace.changedSince(begun)) {
                Step refused = steps.get(recipe.size() - before);
                rebuild("'" + Printable.text(refused.line()) + "' was refused half-way");
            }
            throw e instanceof SyscallFailed failed ? GivenUp.explained(failed, recipe()) : e;
        }
    }

    private void applyAll(List<Step> steps) {
        Building here = building();
        here.call(() -> {
            for (Step step : steps) {
                begun = trace.mark();
                here.site().powers().requireInOrder(step);
                step.apply(here.site());
                recipe.add(step);
            }
            return true;
        });
    }

    /** Takes back the last steps: what the kernel gave cannot be handed back, so the container is built anew without. */
    public void undo(int count) {
        if (count < 1 || count > recipe.size()) {
            throw Refusal.usage("undo takes 1 to " + recipe.size() + " steps here", "undo 1; steps shows them");
        }
        List<Step> gone = recipe.subList(recipe.size() - count, recipe.size());
        boolean overlayGone = gone.stream().anyMatch(AddOverlay.class::isInstance);
        gone.clear();
        AllInTurn again = new AllInTurn();
        again.attempt(() -> {
            tearDown();
            if (overlayGone) {
                ground.store().dropLayers(name());
            }
        });
        again.attempt(this::replay);
        again.tell();
    }

    /** Takes back everything. */
    public void reset() {
        recipe.clear();
        close();
    }

    private void rebuild(String why) {
        AllInTurn again = new AllInTurn();
        again.attempt(this::tearDown);
        again.attempt(this::replay);
        again.tell();
        news.add(why + ": built anew from its " + recipe.size() + " steps");
    }

    /** What is refused is tried once more, for memory or descriptors may have been short for an instant. */
    private void replay() {
        List<Step> again = List.copyOf(recipe);
        try {
            replay(again);
        } catch (SyscallFailed | Refusal passing) {
            AllInTurn anew = new AllInTurn();
            anew.attempt(this::tearDown);
            anew.attempt(() -> replayOrShorten(again));
            anew.tell();
        }
    }

    private void replayOrShorten(List<Step> again) {
        try {
            replay(again);
        } catch (SyscallFailed | Refusal e) {
            // What it needed is gone, a process whose namespace was joined say. What came before holds.
            if (recipe.size() < again.size()) {
                Step refused = again.get(recipe.size());
                news.add("'%s' could not be done again, nor what came after it: the recipe now has %d steps"
                        .formatted(Printable.text(refused.line()), recipe.size()));
            }
            throw e;
        }
    }

    private void replay(List<Step> again) {
        recipe.clear();
        Site site = building().site();
        site.replaying(true);
        try {
            applyAll(again);
        } finally {
            site.replaying(false);
        }
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
                rebuild("clone() = ENOMEM, for PID 1 of its PID namespace has ended");
                return start.apply(building());
            }
            if (firstIsGone) {
                rebuild("its first process failed to start");
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
        return building.map(Building::children).orElse(List.of());
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
        return building.map(here -> here.site().own()).orElse(Set.of());
    }

    /** The lines that give up power and are left to the first process. */
    public List<String> leftToFirstProcess() {
        return building.map(here -> here.site().powers().left()).orElse(List.of());
    }

    /** The filters of system calls that its programs run under. */
    public List<LoadedFilter> filters() {
        return building.map(here -> here.site().filters().all()).orElse(List.of());
    }

    public Optional<ControlGroup> cgroup() {
        return building.flatMap(here -> here.site().existingCgroup());
    }

    /** The directory that is or will be its root, as the host names it. */
    public Optional<Path> preparedRoot() {
        return building.flatMap(here -> here.site().root().directory());
    }

    public boolean hasOwnRoot() {
        return building.map(here -> here.site().root().isEntered()).orElse(false);
    }

    Building building() {
        if (building.isEmpty()) {
            ground.host().warm();
            building = Optional.of(new Building(ground, trace, news::add));
        }
        return building.orElseThrow();
    }

    /** Whatever is refused on the way, nobody stays in what has been torn down. */
    private void tearDown() {
        Optional<Building> torn = building;
        building = Optional.empty();
        torn.ifPresent(Building::close);
    }

    /** Ends its processes and its thread; the kernel takes back the namespaces. */
    @Override
    public void close() {
        tearDown();
        // Only then: what is still mounted there must not be deleted through. Removal takes care of it, mounts first.
        ground.store().drop(name());
    }
}
