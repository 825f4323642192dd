package nutshell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nutshell.container.Container;
import nutshell.container.Session;
import nutshell.container.Words;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Printable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The learning shell on a terminal: a prompt that shows what is isolated already, and every answer from both sides. */
final class TerminalShell implements Shell.Surroundings {

    /** Words whose screen is a program's: the calls that started it wait for {@code trace show}. */
    private static final Set<String> RUNNING = Set.of("exec", "inside", "fg", "host");

    private final Session session;
    private final Terminal terminal;
    private final Paint paint;
    private final Foreground foreground;
    private final LineReader reader;
    private final Shell shell;
    private Optional<String> firstLine = Optional.empty();

    TerminalShell(Session session) {
        this(session, terminal());
    }

    private TerminalShell(Session session, Terminal terminal) {
        this.session = session;
        this.terminal = terminal;
        this.paint = Colors.forTerminal(true);
        this.foreground = new Foreground(new Programs(session, true), terminal, paint);
        this.shell = new Shell(session, this, true);
        this.reader = LineEditor.on(terminal, shell, paint);
    }

    private static Terminal terminal() {
        TerminalTypes.know(System.getenv("TERM"));
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .encoding(StandardCharsets.UTF_8)
                    .nativeSignals(true)
                    .signalHandler(Terminal.SignalHandler.SIG_IGN)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a reader on a terminal that is none and reads a line from it, for the class-data archive. */
    static void warmUp(Session session) {
        try (Terminal none = TerminalBuilder.builder()
                .streams(
                        new java.io.ByteArrayInputStream("help\n".getBytes(StandardCharsets.UTF_8)),
                        new java.io.ByteArrayOutputStream())
                .type("xterm-256color")
                .build()) {
            TerminalShell warming = new TerminalShell(session, none);
            FirstScreen.lines(session, warming.shell.learning().known(), warming.paint, 80);
            warming.reader.readLine(warming.prompt());
        } catch (IOException | EndOfFileException e) {
            // The archive holds less then.
        }
    }

    /** Has labs of somebody else's, and a line typed before the person types theirs. */
    void begin(Optional<Path> pack, String line) {
        pack.ifPresent(shell.learning()::pack);
        firstLine = Optional.of(line);
    }

    /** Reads and answers lines until the person leaves; returns the exit status. */
    int run() {
        firstLine.ifPresentOrElse(
                line -> answer(shell.run(line)),
                () -> FirstScreen.lines(session, shell.learning().known(), paint, width())
                        .forEach(this::show));
        session.host().warmUp();
        while (!shell.leaving()) {
            try {
                String line = reader.readLine(prompt());
                answer(shell.run(line));
            } catch (UserInterruptException e) {
                // Ctrl-C at the prompt: another line.
            } catch (EndOfFileException e) {
                shell.leave();
            }
            shell.jobs().ended().forEach(job -> show(job.toString()));
        }
        return 0;
    }

    private String prompt() {
        String where = session.existing()
                .map(c -> c.own().isEmpty() ? c.name() : c.name() + " " + Look.words(c.own()))
                .orElse("host");
        String end = "root".equals(System.getProperty("user.name")) ? "#" : "$";
        return "nutshell[" + paint.good(where) + "]" + end + " ";
    }

    private void answer(Shell.Outcome outcome) {
        Tell tell = new Tell(paint, width());
        if (!outcome.output().isEmpty()) {
            show(outcome.output());
        }
        boolean ranProgram = RUNNING.contains(outcome.line().strip().split("\\s+", 2)[0]);
        if (shell.tracing() && !(ranProgram && outcome.ok())) {
            tell.calls(ranProgram ? refused(outcome) : outcome.syscalls()).forEach(this::show);
            tell.changes(ranProgram ? List.of() : outcome.changes()).forEach(this::show);
        }
        outcome.refusal().ifPresent(refusal -> tell.refusal(refusal).forEach(this::show));
        tell.news(outcome.news()).forEach(this::show);
        terminal.writer().print(shell.learning().news());
        terminal.flush();
    }

    private static List<SyscallEvent> refused(Shell.Outcome outcome) {
        return outcome.syscalls().stream()
                .filter(event -> event.errno().isPresent())
                .toList();
    }

    @Override
    public String run(Shell running, Container container, Shell.Program program) {
        return foreground.run(running, container, program);
    }

    @Override
    public String runOnHost(Shell running, List<String> command) {
        return foreground.runOnHost(command);
    }

    @Override
    public void foreground(Shell running, Jobs.Job job) {
        show(Printable.text(Words.join(job.child().command())));
        String note = foreground.resume(running, job);
        if (!note.isEmpty()) {
            running.say(note);
        }
    }

    @Override
    public int width() {
        int columns = terminal.getWidth();
        return columns > 0 ? columns : 80;
    }

    @Override
    public Paint paint() {
        return paint;
    }

    @Override
    public void show(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    /** Enter goes on; Ctrl-C, Ctrl-D or a word ends it. */
    @Override
    public boolean tell(Shell running, String line) {
        terminal.writer().print(line);
        terminal.flush();
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return reader.readLine(" " + paint().dim("⏎ ")).isBlank();
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    @Override
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        reader.getHistory().forEach(entry -> lines.add(entry.line()));
        return lines;
    }
}
