package nutshell.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.Doorbell;
import nutshell.container.Session;
import nutshell.container.Stdio;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenMode;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Runs programs for a shell: on a terminal, with output caught, or beside it. */
final class Programs {

    /** Said while the terminal is the program's: hence the carriage returns. */
    private static final String DEAF = """

              PID 1 is deaf to Ctrl-C: it gets no signal it has no handler for.
              Once more, and it is killed from the host's side. (explain pid-1)
            """;

    private final Session session;
    /** What a program reads; our own input where that is not the script we read lines from. */
    private final boolean inputIsOurs;

    Programs(Session session, boolean inputIsOurs) {
        this.session = session;
        this.inputIsOurs = inputIsOurs;
    }

    /** Runs it to its end with our output as its own, on the terminal if there is one; returns how it ended or stopped. */
    Child start(Container container, Shell.Program program) {
        boolean terminal = inputIsOurs
                && TextFiles.isTerminal(0)
                && Kernel.silent().processes().ownsTerminal();
        Stdio stdio = terminal ? Stdio.ofTerminal() : Stdio.inherited();
        return withInput(
                program.background() ? stdio.background() : stdio,
                s -> container.start(program.command(), s, program.asItIs()));
    }

    /** Waits in the foreground; afterwards the terminal is ours again. */
    WaitStatus await(Child child) {
        boolean hadTerminal = inputIsOurs && TextFiles.isTerminal(0);
        try {
            return hadTerminal && child.first() ? awaitFirst(child) : child.awaitEndOrStop();
        } finally {
            if (hadTerminal && !Kernel.silent().processes().ownsTerminal()) {
                child.yieldTerminal();
            }
        }
    }

    /** PID 1 may be deaf to Ctrl-C: then say so, and at the second time end it from the host's side, which can. */
    private static WaitStatus awaitFirst(Child child) {
        AtomicInteger times = new AtomicInteger();
        Runnable pressed = () -> {
            if (child.catchesInterrupt()) {
                return;
            }
            if (times.incrementAndGet() == 1) {
                System.err.print(DEAF.replace("\n", "\r\n"));
            } else {
                child.kill();
            }
        };
        Doorbell bell = child.doorbell(pressed);
        try (bell) {
            return child.awaitEndOrStop();
        }
    }

    /** Runs it to its end and returns what it printed on both outputs. */
    Caught catching(Container container, Shell.Program program) {
        try (Capture capture = new Capture(session.host())) {
            Child child = withInput(
                    Stdio.inherited().out(capture.writingEnd()),
                    stdio -> container.start(program.command(), stdio, program.asItIs()));
            capture.begun();
            WaitStatus status = child.await();
            return new Caught(capture.text(), status);
        }
    }

    record Caught(String output, WaitStatus status) {}

    /** In JSON nothing of a background program may reach standard output: it goes to standard error. */
    Child besideJson(Container container, Shell.Program program) {
        return withInput(
                Stdio.inherited().background().out(2),
                stdio -> container.start(program.command(), stdio, program.asItIs()));
    }

    private Child withInput(Stdio stdio, java.util.function.Function<Stdio, Child> start) {
        if (inputIsOurs) {
            return start.apply(stdio);
        }
        int nothing = session.host().call(kernel -> kernel.open("/dev/null", OpenMode.READ));
        try {
            return start.apply(stdio.in(nothing));
        } finally {
            session.host().run(kernel -> kernel.close(nothing));
        }
    }

    /** A program's own failure fails the line. */
    static void require(List<String> command, WaitStatus status) {
        if (status.shellStatus() != 0) {
            String how = status.signalled()
                    ? "was killed by signal " + status.signal()
                    : "exited with " + status.shellStatus();
            throw Refusal.failed(Printable.text(command.get(0)) + " " + how, "explain exit-status");
        }
    }
}
