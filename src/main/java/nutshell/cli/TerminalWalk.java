package nutshell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import nutshell.checklist.Answers;
import nutshell.checklist.Assessment;
import nutshell.checklist.GoalsPage;
import nutshell.container.Places;
import nutshell.kernel.SyscallFailed;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The walk on a terminal: lines can be edited and completed, Ctrl-C and Ctrl-D leave, and all answers stay. */
final class TerminalWalk implements Conversation {

    private final Terminal terminal;
    private final LineReader reader;
    private final Paint paint = Colors.forTerminal(true);

    private TerminalWalk(Terminal terminal) {
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(
                        "good",
                        "weak",
                        "accepted",
                        "not for us",
                        "later",
                        "why",
                        "what",
                        "fix",
                        "show",
                        "back",
                        "skip",
                        "evidence",
                        "search",
                        "go",
                        "exit"))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    static int begin(
            Path file, GoalsPage page, Answers answers, boolean startSmall, Function<Answers, Assessment> assess) {
        prepare(file);
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            new Walk(
                            new TerminalWalk(terminal),
                            page,
                            answers,
                            startSmall,
                            now -> TextFiles.write(file, Json.document(now.json()) + "\n"))
                    .run(assess);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before the first question: an answer that cannot be kept must not be asked for. */
    private static void prepare(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null) {
                Places.personal(directory);
            }
        } catch (IOException e) {
            throw Refusal.machine(
                    "your answers cannot be kept at " + Printable.text(file.toString()) + ": " + TextFiles.reason(e),
                    "nutshell check --answers /tmp/answers.json");
        }
    }

    @Override
    public Optional<String> ask(String prompt) {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void say(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    @Override
    public void play(String escape, String from) {
        try {
            EscapeRun.play(escape, from, new EscapePage(paint, width())).forEach(this::say);
        } catch (Refusal | SyscallFailed e) {
            new Tell(paint, width()).refusal(e).forEach(this::say);
        }
    }

    @Override
    public Paint paint() {
        return paint;
    }

    @Override
    public int width() {
        int columns = terminal.getWidth();
        return columns > 20 ? columns : 80;
    }
}
