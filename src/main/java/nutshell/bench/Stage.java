package nutshell.bench;

import java.nio.file.Path;
import java.util.List;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.Recipe;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.container.Step;
import nutshell.kernel.OpenMode;
import nutshell.refusals.Refusal;

/** What all contenders stand on: a session, a busybox tree prepared once, and a place for their output to go. */
final class Stage implements AutoCloseable {

    static final String PROGRAM = "/bin/busybox";
    static final List<String> COMMAND = List.of(PROGRAM, "true");

    private final Session session;
    private final Path tree;
    private final int nowhere;

    Stage(Session session) {
        this.session = session;
        Container first = session.enter("tree");
        first.apply(steps("rootfs busybox"));
        this.tree = first.preparedRoot().orElseThrow();
        this.nowhere = session.host().call(kernel -> kernel.open("/dev/null", OpenMode.READ_WRITE));
    }

    static List<Step> steps(String... lines) {
        return Recipe.parse("bench", List.of(lines)).steps();
    }

    Session session() {
        return session;
    }

    /** The busybox tree as the host names it; it goes with the session. */
    Path tree() {
        return tree;
    }

    /** A descriptor of /dev/null. */
    int nowhere() {
        return nowhere;
    }

    /** Makes a container in this warm JVM, runs {@code true} in it and takes it away. */
    void madeRunAndGone(List<Step> steps) {
        Container container = session.enter("c1");
        container.apply(steps);
        Child child = container.start(COMMAND, Stdio.inherited().in(nowhere).out(nowhere), true);
        int status = child.await().shellStatus();
        container.reset();
        if (status != 0) {
            throw Refusal.failed("true exited with " + status + " in our container", "nutshell doctor");
        }
    }

    @Override
    public void close() {
        session.host().run(kernel -> kernel.close(nowhere));
    }
}
