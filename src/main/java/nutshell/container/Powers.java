package nutshell.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nutshell.capabilities.Capability;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.Credentials;
import nutshell.kernel.ChildList;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * What the container's thread may still do, and what it will give up only when its first process has mounted what was
 * left to it: proc shows the PID namespace of its mounter, so PID 1 mounts it, and needs the power for that. What is to be
 * given up after such a mount PID 1 gives up itself, in the recipe's order, and the thread does so once that one runs.
 */
final class Powers {

    private final Site site;
    private final List<Left> left = new ArrayList<>();
    private Optional<Credentials> foreseen = Optional.empty();
    /** Whether the thread has given up anything yet. */
    private boolean given;

    /** A step that is left to the first process. */
    private record Left(Privilege step, Privilege.Forfeit forfeit) {}

    Powers(Site site) {
        this.site = site;
    }

    /** Who the thread is; where something is left to the first process, who it will be. */
    Credentials now() {
        return foreseen.orElseGet(() -> site.host()
                .call(kernel -> View.credentials(site.task().proc()))
                .countedInside(site.kernel().uid(), site.kernel().gid()));
    }

    /** Whether who mounts next can: a thread that has given up nothing can what all others of ours can. */
    boolean letMount() {
        Credentials who = given || foreseen.isPresent() || site.owns(Namespace.USER)
                ? now()
                : site.host().credentials();
        return who.capabilities().effective().contains(Capability.CAP_SYS_ADMIN);
    }

    void giveUp(Privilege step, Privilege.Forfeit forfeit) {
        Credentials before = now();
        if (left.isEmpty() && (!site.first().hasToMount() || step.letsMount(before))) {
            Credentials after = step.after(before);
            if (mayFilter(before) && !mayFilter(after)) {
                site.filters().putOnThread(site, after.capabilities().bounding());
            }
            carryOut(forfeit);
            return;
        }
        requirePossible(step, before);
        foreseen = Optional.of(step.after(before));
        left.add(new Left(step, forfeit));
    }

    /** What the kernel would refuse only when the first process is started is refused now. */
    private static void requirePossible(Privilege step, Credentials before) {
        CapabilitySet missing = step.needs(before).minus(before.capabilities().effective());
        if (!missing.isEmpty()) {
            throw Refusal.failed(
                    "'%s' is left to the first process, and by then that one lacks %s"
                            .formatted(Printable.text(step.line()), String.join(", ", missing.names())),
                    "undo, and put it before the line that takes this; or setuid U --keepcaps");
        }
    }

    private void carryOut(Privilege.Forfeit forfeit) {
        ChildList list = new ChildList();
        forfeit.calls().accept(list);
        given = true;
        try {
            site.kernel().carryOut(list);
            if (site.task().hasDeputy()) {
                // It has done so by itself by now; if a filter refuses it, that is told here.
                site.kernel().dieWithParent();
            }
        } finally {
            forfeit.afterwards().run();
        }
    }

    /** Refuses what would be done now, with power that the recipe has given up by then. */
    void requireInOrder(Step step) {
        boolean needsNone = step instanceof Privilege
                || step instanceof NewCgroup
                || step instanceof SetCgroup
                || (step instanceof FilterSystemCalls filter && filter.atExec());
        if (!left.isEmpty() && !needsNone) {
            throw Refusal.failed(
                    "'%s' is left to the first process, and this line comes after it"
                            .formatted(Printable.text(left.get(0).step().line())),
                    "undo, and put this line before it; or start a program first");
        }
    }

    /** seccomp(2) takes CAP_SYS_ADMIN, or no_new_privs. */
    private static boolean mayFilter(Credentials who) {
        return who.noNewPrivileges() || who.capabilities().effective().contains(Capability.CAP_SYS_ADMIN);
    }

    /** Whether what is left to the first process leaves it no power to load a filter. */
    boolean endFiltering() {
        return !left.isEmpty() && foreseen.filter(then -> !mayFilter(then)).isPresent();
    }

    /** The first process runs: now the thread follows. */
    void follow() {
        if (endFiltering()) {
            site.filters().putOnThread(site, now().capabilities().bounding());
        }
        List<Left> all = List.copyOf(left);
        left.clear();
        foreseen = Optional.empty();
        all.forEach(one -> carryOut(one.forfeit()));
    }

    /** The calls that the first process makes after its mounts. */
    List<Consumer<ChildList>> acts() {
        return left.stream().map(one -> one.forfeit().calls()).toList();
    }

    /** Whether any step is left to the first process. */
    boolean areLeft() {
        return !left.isEmpty();
    }

    /** The lines of the steps that are left. */
    List<String> left() {
        return left.stream().map(one -> one.step().line()).toList();
    }

    /** Nothing of it will be done any more. */
    void forget() {
        left.forEach(one -> one.forfeit().afterwards().run());
        left.clear();
    }
}
