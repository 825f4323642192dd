package nutshell.container;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nutshell.cgroups.CgroupMounts;
import nutshell.kernel.ChildList;
import nutshell.kernel.Kernel;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;

/**
 * Where a container is being built: its thread's kernel, the host's side, and what has been prepared so far. Steps run
 * on the container's thread.
 */
public final class Site {

    /** What is true of one building from the start: a rebuilt container gets another site with the same ground. */
    record Ground(Host host, Ledger ledger, RootfsStore store, String session, String name, boolean mayChangeHost) {}

    private final Ground ground;
    private final Task task;
    private final ContainerRoot root;
    private final Set<Namespace> left = EnumSet.noneOf(Namespace.class);
    private final Consumer<String> news;
    private final Powers powers = new Powers(this);
    private final Filters filters = new Filters();

    private Optional<ControlGroup> cgroup = Optional.empty();
    private final HostNetwork hostNetwork;
    private boolean changedHost;
    private boolean replaying;
    private final FirstProcess first = new FirstProcess();

    /** The news are for whoever typed the line. */
    Site(Ground ground, Trace trace, Consumer<String> news) {
        this.ground = ground;
        this.news = news;
        this.task = new Task(ground.host(), trace);
        this.root = new ContainerRoot(ground);
        this.hostNetwork = new HostNetwork(ground.host(), ground.ledger());
    }

    /** The kernel as the container's thread sees it; steps run on that thread. */
    public Kernel kernel() {
        return task.kernel();
    }

    public Host host() {
        return ground.host();
    }

    /** The thread, or the process that stands for it, that makes the container's calls. */
    Task task() {
        return task;
    }

    /** The directory that becomes the container's root. */
    ContainerRoot root() {
        return root;
    }

    /** Ends the process that makes the container's calls, and takes the way to its trees away. */
    void dismissDeputy() {
        task.dismissDeputy();
        root.closeHouse();
    }

    public boolean owns(Namespace namespace) {
        return left.contains(namespace);
    }

    void nowOwns(Collection<Namespace> namespaces) {
        left.addAll(namespaces);
    }

    Set<Namespace> own() {
        return Set.copyOf(left);
    }

    /** Whether this thread has left nothing yet, and so is as good as the host's own. */
    boolean stillOutside() {
        return left.isEmpty() && !root.isEntered();
    }

    /** Refuses a word that would change the host because its namespace has not been left. */
    void protectHost(Namespace namespace, String consequence) {
        if (!owns(namespace) && !ground.mayChangeHost()) {
            throw Refusal.safety(
                    consequence + ": the " + namespace.word() + " namespace is still the host's",
                    "unshare " + namespace.word() + " first; or start the shell with --on-this-machine");
        }
    }

    /** Writes down that a mount is about to be made on the host itself. */
    void willMountOnHost(String target) {
        host().run(kernel -> HostChanges.willMount(ground.ledger(), target));
        changedHost = true;
    }

    void willRenameHost(String name) {
        host().run(kernel -> HostChanges.willRename(ground.ledger(), kernel.hostname(), name));
        changedHost = true;
    }

    /** The host's side of the container's network. */
    HostNetwork hostNetwork() {
        return hostNetwork;
    }

    /** Takes back what was changed on the host itself. */
    void restoreHost() {
        hostNetwork.takeBack();
        if (changedHost) {
            host().run(kernel -> new Removal(kernel, ground.session()).ofHostChanges(ground.ledger()));
        }
    }

    /** Whether steps are carried out that have been before, and may find in the root what they made then. */
    boolean replaying() {
        return replaying;
    }

    void replaying(boolean now) {
        replaying = now;
    }

    boolean mayChangeHost() {
        return ground.mayChangeHost();
    }

    ControlGroup cgroup() {
        if (cgroup.isEmpty()) {
            newCgroup(ground.name());
        }
        return cgroup.orElseThrow();
    }

    void newCgroup(String name) {
        cgroup.ifPresent(ControlGroup::remove);
        cgroup = Optional.of(new ControlGroup(ground.host(), ground.ledger(), cgroupMounts(), ground.session(), name));
    }

    CgroupMounts cgroupMounts() {
        return host().cgroupMounts();
    }

    Optional<ControlGroup> existingCgroup() {
        return cgroup;
    }

    /** PID 1 of its PID namespace. */
    FirstProcess first() {
        return first;
    }

    /** A relative path is meant from the prepared root, which is about to become the root. */
    static Path absolute(String path) {
        return Path.of("/").resolve(Words.path(path)).normalize();
    }

    /** What the thread may do, and what of it will be given up. */
    Powers powers() {
        return powers;
    }

    /** What the first process does before it becomes a program. */
    List<Consumer<ChildList>> firstActs() {
        List<Consumer<ChildList>> acts = first.acts();
        if (powers.endFiltering()) {
            // As runc does: afterwards the kernel would refuse it.
            acts.add(filters::putOn);
        }
        acts.addAll(powers.acts());
        return acts;
    }

    /** The filters of system calls so far. */
    Filters filters() {
        return filters;
    }

    /** Says something that is good to know beside what was asked for; said once, not again with each rebuilding. */
    void note(String what) {
        if (!replaying) {
            news.accept(what);
        }
    }

    String name() {
        return ground.name();
    }

    String containerMark() {
        return ground.session() + "/" + ground.name();
    }
}
