package nutshell.container;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import nutshell.capabilities.Credentials;
import nutshell.cgroups.CgroupMounts;
import nutshell.kernel.Deputy;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import org.jspecify.annotations.Nullable;

/** The host's side: a thread that never leaves a namespace, for what a container's thread can no longer reach. */
public final class Host implements AutoCloseable {

    private final OwnThread thread = new OwnThread("host");
    private final Trace trace;
    private volatile @Nullable Kernel kernel;
    private final Queue<Deputy> leaving = new ConcurrentLinkedQueue<>();
    private final Queue<OwnThread> spares = new ConcurrentLinkedQueue<>();
    private final Ports ports = new Ports();
    private volatile Optional<CgroupMounts> cgroupMounts = Optional.empty();
    private volatile Optional<Credentials> credentials = Optional.empty();

    Host(Trace trace) {
        this.trace = trace;
    }

    /** Loaded when it is first needed, on the host's thread: a prompt should not wait for it. */
    private Kernel kernel() {
        Kernel known = kernel;
        if (known == null) {
            known = Kernel.ofThisMachine(trace, SyscallEvent.Actor.HOST);
            known.warmUp();
            kernel = known;
        }
        return known;
    }

    /** Sees to it that the kernel's door is open before a thread is made that could no longer open it. */
    void warm() {
        if (kernel == null) {
            run(ready -> {});
        }
    }

    /** Gets everything ready in the background. */
    public void warmUp() {
        Thread warming = new Thread(this::warm, "warms up");
        warming.setDaemon(true);
        warming.start();
    }

    /** A thread that has done nothing yet, where there is one made ahead: to make it takes a twentieth of a container's time. */
    OwnThread freshThread(String name) {
        OwnThread ready = spares.poll();
        OwnThread fresh = ready == null ? new OwnThread(name) : ready;
        fresh.later(() -> Thread.currentThread().setName(name));
        return fresh;
    }

    /** Has the next container's thread made while nothing else is to be done. */
    void makeSpareThread() {
        thread.later(() -> {
            if (spares.isEmpty()) {
                spares.add(new OwnThread("spare"));
            }
        });
    }

    /** Has a deputy end, and waits for it only later: its namespaces are taken down meanwhile. */
    void dismiss(Deputy deputy) {
        deputy.dismiss();
        leaving.add(deputy);
        leaving.removeIf(Deputy::isGone);
    }

    /** Does something with the kernel on the host's thread and waits for it. */
    public void run(Consumer<Kernel> work) {
        thread.run(() -> work.accept(kernel()));
    }

    public <T> T call(Function<Kernel, T> work) {
        return thread.call(() -> work.apply(kernel()));
    }

    /** Read once, on this side: a container's thread may have no /proc any more, and the machine's groups stay put. */
    CgroupMounts cgroupMounts() {
        if (cgroupMounts.isEmpty()) {
            cgroupMounts = Optional.of(thread.call(CgroupMounts::ofThisMachine));
        }
        return cgroupMounts.orElseThrow();
    }

    /** What this thread, and each that has given up nothing, may do; read once, for it does not change. */
    Credentials credentials() {
        if (credentials.isEmpty()) {
            credentials = Optional.of(thread.call(() -> View.credentials(Path.of("/proc/thread-self"))));
        }
        return credentials.orElseThrow();
    }

    Ports ports() {
        return ports;
    }

    @Override
    public void close() {
        leaving.forEach(Deputy::close);
        thread.close();
        spares.forEach(OwnThread::close);
    }
}
