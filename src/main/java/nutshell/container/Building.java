package nutshell.container;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import nutshell.kernel.HeldChild;
import nutshell.kernel.Kernel;
import nutshell.kernel.Signal;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.kernel.WaitStatus;
import nutshell.namespaces.Namespace;

/**
 * One building of a container: its thread, what has been done on it, and the processes started from it. What the kernel
 * gave cannot be handed back, so a building is never mended: it is torn down, and the recipe makes another.
 */
final class Building implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofNanos(50_000);

    private final Site.Ground ground;
    private final Trace trace;
    private final Consumer<String> news;
    private final OwnThread thread;
    private final Site site;
    private final Map<Integer, Child> children = new ConcurrentSkipListMap<>();
    private boolean hasHadProcesses;

    /** The news, of limits reached and of PID 1's end, come from whichever thread waits for a child. */
    Building(Site.Ground ground, Trace trace, Consumer<String> news) {
        this.ground = ground;
        this.trace = trace;
        this.news = news;
        this.thread = ground.host().freshThread("container " + ground.name());
        this.site = new Site(ground, trace, news);
    }

    Site site() {
        return site;
    }

    Host host() {
        return ground.host();
    }

    /** Does something on the container's thread and waits for it. */
    <T> T call(Callable<T> work) {
        try {
            return thread.call(() -> {
                site.task().settle();
                return work.call();
            });
        } catch (SyscallFailed e) {
            throw site.filters().explained(e);
        }
    }

    Child start(List<String> command, Stdio stdio) {
        boolean becomesFirst = site.owns(Namespace.PID) && site.first().isToCome();
        CgroupEvents before = eventsSoFar();
        int mark = trace.mark();
        int pid;
        try {
            pid = call(
                    () -> new Launch(site).start(command, stdio, ground.store().image(ground.name())));
        } catch (SyscallFailed e) {
            // Refused after clone(2): there was a PID 1, and it has ended.
            if (becomesFirst && trace.succeeded(mark, "clone")) {
                site.first().went();
            }
            throw e;
        }
        host().makeSpareThread();
        if (becomesFirst) {
            site.first().came();
        }
        Child child = new Child(this, pid, List.copyOf(command), becomesFirst, before);
        children.put(pid, child);
        if (becomesFirst && site.powers().areLeft()) {
            follow(child);
        }
        return child;
    }

    /** Gives up what its first process has given up; where that is refused, neither of them goes on. */
    private void follow(Child first) {
        try {
            thread.run(() -> site.powers().follow());
        } catch (SyscallFailed e) {
            host().run(kernel -> kill(kernel, first));
            first.await();
            throw e;
        }
    }

    /** Has a process made for it do an errand; where it is the first of its PID namespace, that ends with it. */
    List<SyscallEvent> doErrand(Errand errand) {
        boolean becomesFirst = site.owns(Namespace.PID) && site.first().isToCome();
        hasHadProcesses = true;
        try {
            return call(() -> new Launch(site).doErrand(errand));
        } finally {
            if (becomesFirst) {
                site.first().went();
            }
        }
    }

    /**
     * Starts a program that waits before its first instruction, has it watched from then on to its end, and takes note of
     * that.
     */
    WaitStatus watched(List<String> command, Stdio stdio, Watcher watcher) {
        boolean becomesFirst = site.owns(Namespace.PID) && site.first().isToCome();
        CgroupEvents before = eventsSoFar();
        int[] gate = host().call(kernel -> kernel.processes().pipe());
        Runnable letGo = () -> {
            site.task().hidden(true);
            host().run(kernel -> {
                kernel.close(gate[0]);
                kernel.close(gate[1]);
            });
        };
        HeldChild held =
                call(() -> new Launch(site).hold(command, stdio, ground.store().image(ground.name()), gate));
        // Its memory is ours until it is a program of its own, and who is no root traces only what is not hidden.
        site.task().hidden(false);
        WaitStatus end = watcher.watch(held.pid(), letGo);
        if (becomesFirst) {
            site.first().went();
        }
        CgroupEvents.of(site.existingCgroup()).since(before).forEach(news);
        held.report();
        return end;
    }

    /** A group that nobody has been in yet has had none, which need not be read. */
    private CgroupEvents eventsSoFar() {
        boolean unused = !hasHadProcesses;
        hasHadProcesses = true;
        return CgroupEvents.of(unused ? Optional.empty() : site.existingCgroup());
    }

    /** Called when a child has ended. */
    void ended(Child child, WaitStatus status) {
        children.remove(child.pid());
        CgroupEvents.of(site.existingCgroup()).since(child.eventsBefore()).forEach(news);
        if (child.first()) {
            site.first().went();
            if (status.signalled() && status.signal() == Signal.SIGKILL.number()) {
                news.accept("PID 1 was killed, and with it every process of its PID namespace");
            }
        }
    }

    /** The children that have not ended. */
    List<Child> children() {
        return List.copyOf(children.values());
    }

    /** Ends the processes, then the thread; what was changed on the host is taken back and the group removed. */
    @Override
    public void close() {
        AllInTurn ends = new AllInTurn();
        if (!children.isEmpty()) {
            host().run(kernel -> children().forEach(child -> kill(kernel, child)));
            awaitAll();
        }
        ends.attempt(site::dismissDeputy);
        thread.close();
        ends.attempt(() -> site.powers().forget());
        ends.attempt(site::restoreHost);
        ends.attempt(() -> site.existingCgroup().ifPresent(ControlGroup::remove));
        ends.tell();
    }

    private static void kill(Kernel kernel, Child child) {
        try {
            kernel.processes().kill(child.pid(), Signal.SIGKILL);
        } catch (SyscallFailed e) {
            // It has ended meanwhile.
        }
    }

    private void awaitAll() {
        List<Child> killed = children();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // Each is asked, not only the first that has not ended yet: that one may be PID 1 and end last.
        while (killed.stream().filter(child -> !child.hasEnded()).count() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
