package nutshell.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.container.Places;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** How a line is typed on a terminal: completed, coloured, and remembered. */
final class LineEditor {

    private LineEditor() {}

    /** A reader that knows the shell's words. */
    static LineReader on(Terminal terminal, Shell shell, Paint paint) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        LineReader made = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("nutshell")
                .parser(parser)
                .completer(new Completion(shell))
                .highlighter(new Highlighting(paint))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.INSERT_TAB, false)
                .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                .build();
        historyFile().ifPresent(file -> made.setVariable(LineReader.HISTORY_FILE, file));
        if (paint.on()) {
            made.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
        }
        return made;
    }

    private static Optional<Path> historyFile() {
        Path state = Places.ofThisUser().state();
        try {
            Places.personal(state);
        } catch (IOException e) {
            // A read-only home: the shell works, its history lasts as long as it does. A /dev/null in place of a file
            // would be lost: JLine renames what it wrote over it.
            return Optional.empty();
        }
        return Optional.of(state.resolve("history"));
    }
}
