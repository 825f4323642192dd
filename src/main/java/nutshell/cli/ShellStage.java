package nutshell.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.container.Session;
import nutshell.kernel.SyscallEvent;
import nutshell.kernel.SyscallFailed;
import nutshell.labs.LiveViews;
import nutshell.labs.Played;
import nutshell.labs.Stage;
import nutshell.labs.Views;
import nutshell.refusals.Refusal;

/** A shell of its own in which the lines of a lab are typed by us; nothing of it reaches the terminal. */
final class ShellStage implements Stage {

    private static final Pattern PROGRAM_ENDED = Pattern.compile(" (exited with|was killed by signal) ([0-9]+)$");
    /** What a shell adds to the signal's number for the status of a program killed by it. */
    private static final int KILLED = 128;

    private final Session session;
    private final Shell shell;

    private ShellStage(Session session) {
        this.session = session;
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        this.shell = new Shell(session, new BatchSurroundings(session, true, false, nowhere), false);
    }

    static Supplier<Stage> in(boolean mayChangeHost) {
        return () -> new ShellStage(Sessions.another(mayChangeHost));
    }

    @Override
    public Played play(String line) {
        return played(shell.run(line));
    }

    /** What came of a line, in the words of the labs. */
    static Played played(Shell.Outcome outcome) {
        return new Played(
                outcome.line(),
                outcome.syscalls().stream()
                        .filter(event -> !Calls.prepares(event))
                        .map(SyscallEvent::toString)
                        .toList(),
                outcome.output(),
                outcome.refusal().map(ShellStage::how),
                outcome.refusal().map(Tell::oneLine).orElse(""));
    }

    private static String how(RuntimeException refusal) {
        if (refusal instanceof SyscallFailed failed) {
            return failed.errno().name();
        }
        if (refusal instanceof Refusal told && told.kind() == Refusal.Kind.SAFETY) {
            return "safety";
        }
        Matcher end = PROGRAM_ENDED.matcher(String.valueOf(refusal.getMessage()));
        return end.find() ? "exit-" + status(end.group(1), Integer.parseInt(end.group(2))) : "no";
    }

    private static int status(String how, int number) {
        return how.startsWith("was killed") ? KILLED + number : number;
    }

    @Override
    public Views views() {
        return LiveViews.of(session.current());
    }

    @Override
    public boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    @Override
    public void close() {
        session.close();
    }
}
