package nutshell.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nutshell.kernel.ChildList;

/** PID 1 of the container's PID namespace: whether it is there, and what it is to do before it becomes a program. */
final class FirstProcess {

    private enum State {
        /** No process has been started in it yet. */
        TO_COME,
        ALIVE,
        /** Its end took all others with it; the kernel starts no new ones. */
        GONE
    }

    private State state = State.TO_COME;
    private final List<Consumer<ChildList>> acts = new ArrayList<>();
    private final List<Consumer<ChildList>> lastActs = new ArrayList<>();
    /** Where it is to mount. */
    private final List<Path> mounts = new ArrayList<>();

    boolean isToCome() {
        return state == State.TO_COME;
    }

    boolean isAlive() {
        return state == State.ALIVE;
    }

    boolean isGone() {
        return state == State.GONE;
    }

    void came() {
        state = State.ALIVE;
    }

    void went() {
        state = State.GONE;
    }

    /** Leaves an act to it. */
    void leave(Consumer<ChildList> act) {
        acts.add(act);
    }

    /** The same, after all others. */
    void leaveLast(Consumer<ChildList> act) {
        lastActs.add(act);
    }

    /** Leaves a mount to it: one of proc takes the PID namespace of who mounts. */
    void leaveMount(String target, Consumer<ChildList> act) {
        mounts.add(Site.absolute(target));
        leave(act);
    }

    /** What was left to it, in order. */
    List<Consumer<ChildList>> acts() {
        List<Consumer<ChildList>> all = new ArrayList<>(acts);
        all.addAll(lastActs);
        return all;
    }

    /** Whether a mount is left to it, and it is not there yet. */
    boolean hasToMount() {
        return isToCome() && !(acts.isEmpty() && lastActs.isEmpty());
    }

    /** Whether that mount will be what a path leads to. */
    boolean hasToMount(String path) {
        return hasToMount() && mounts.stream().anyMatch(Site.absolute(path)::startsWith);
    }

    /** Whether a path below a mount of proc to come will be there: proc is the same for all but for its processes. */
    boolean willHave(String path, Host host) {
        Path below = Site.absolute(path);
        return mounts.stream()
                .filter(below::startsWith)
                .map(proc -> Path.of("/proc").resolve(proc.relativize(below)).toString())
                .anyMatch(known -> host.call(kernel -> kernel.sight().leadsSomewhere(known)));
    }
}
