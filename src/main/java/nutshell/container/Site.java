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
import nutshell.kernel.Deputy;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Rootfs;

/**
 * Where a container is being built: its thread's kernel, the host's side, and what has been prepared so far. Steps run
 * on the container's thread.
 */
public final class Site {

    /** What is true of one building from the start: a rebuilt container gets another site with the same ground. */
    record Ground(Host host, Ledger ledger, RootfsStore store, String session, String name, boolean mayChangeHost) {}

    private final Ground ground;
    private final Trace trace;
    private Kernel kernel;
    private Optional<Deputy> deputy = Optional.empty();
    private Optional<House> house = Optional.empty();
    private final Set<Namespace> left = EnumSet.noneOf(Namespace.class);
    private final Consumer<String> news;
    private final Powers powers = new Powers(this);
    private final Filters filters = new Filters();

    private Optional<Path> root = Optional.empty();
    private Optional<Path> lower = Optional.empty();
    private Optional<ControlGroup> cgroup = Optional.empty();
    private final HostNetwork hostNetwork;
    private boolean ownRoot;
    private boolean changedHost;
    private boolean replaying;
    private final FirstProcess first = new FirstProcess();
    private int tid;

    /** The news are for whoever typed the line. */
    Site(Ground ground, Trace trace, Consumer<String> news) {
        this.ground = ground;
        this.trace = trace;
        this.news = news;
        this.kernel = Kernel.ofThisMachine(trace, SyscallEvent.Actor.CONTAINER);
        this.hostNetwork = new HostNetwork(ground.host(), ground.ledger());
    }

    /** What a container's thread does before anything else, once. */
    void settle() {
        if (tid == 0) {
            // The thread's own root and working directory: without this, chroot would take the whole JVM along.
            kernel.unshareFileSystemAttributes();
            tid = kernel.gettid();
        }
    }

    /** The kernel as the container's thread sees it; steps run on that thread. */
    public Kernel kernel() {
        return kernel;
    }

    public Host host() {
        return ground.host();
    }

    /** The container's thread, or the process that stands for it, as the host numbers it. */
    public int tid() {
        return deputy.map(Deputy::pid).orElse(tid);
    }

    /** Its directory in the host's /proc. */
    Path proc() {
        return deputy.map(process -> Path.of("/proc/" + process.pid()))
                .orElseGet(() -> Path.of("/proc/self/task/" + tid));
    }

    /** From now on a process of its own makes the container's calls, in a user namespace. */
    void goesOnIn(Deputy process) {
        deputy = Optional.of(process);
        kernel = Kernel.through(process, trace, SyscallEvent.Actor.CONTAINER);
        left.add(Namespace.USER);
    }

    /**
     * Does something on the host's side with the container's files under /proc, which are nobody's while the process that
     * makes its calls hides its memory.
     */
    void openly(Consumer<Kernel> work) {
        hidden(false);
        try {
            host().run(work);
        } finally {
            hidden(true);
        }
    }

    /** While there is a deputy, nobody may trace the memory it shares with us, but for what cannot be done otherwise. */
    void hidden(boolean fromOthers) {
        if (hasDeputy()) {
            host().run(kernel -> kernel.dumpable(!fromOthers));
        }
    }

    /** Gives the container's trees to the ids it will be, at a place they can reach. */
    void openHouse(IdMapping mapping) {
        House opened = new House(ground, mapping);
        house = Optional.of(opened);
        root = root.map(opened::handOver);
    }

    boolean hasDeputy() {
        return deputy.isPresent();
    }

    void dismissDeputy() {
        deputy.ifPresent(host()::dismiss);
        house.ifPresent(House::close);
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
        return left.isEmpty() && !ownRoot;
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

    /** The directory that becomes the container's root. */
    Path preparedRoot(String word) {
        return root.orElseThrow(
                () -> Refusal.usage(word + " without arguments needs a prepared root file system", "rootfs busybox"));
    }

    Optional<Path> preparedRoot() {
        return root;
    }

    /** The prepared root's layer that is only read, once an overlay lies over it. */
    Optional<Path> lower() {
        return lower;
    }

    void prepare(Rootfs source) {
        Path prepared = ground.store().prepare(ground.name(), source);
        root = Optional.of(house.map(h -> h.handOver(prepared)).orElse(prepared));
        lower = Optional.empty();
    }

    /** Takes the mounted overlay for the root. */
    void overlaid(Path merged) {
        lower = root;
        root = Optional.of(merged);
    }

    /** Makes the three directories an overlay needs, beside the root it covers. */
    RootfsStore.Layers layers() {
        RootfsStore.Layers made = ground.store().layers(ground.name());
        return house.map(h -> new RootfsStore.Layers(
                        h.handOver(made.upper()), h.handOver(made.work()), h.handOver(made.merged())))
                .orElse(made);
    }

    boolean ownRoot() {
        return ownRoot;
    }

    void nowHasOwnRoot() {
        ownRoot = true;
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

    /** Where the session's own trees lie: what is below is ours to change. */
    boolean isOurs(Path path) {
        return path.startsWith(ground.store().directory())
                || root.map(path::startsWith).orElse(false);
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
