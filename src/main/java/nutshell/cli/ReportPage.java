package nutshell.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.checklist.Standing;
import org.jspecify.annotations.Nullable;

/** A report's text as a terminal shows it: folded where the terminal ends, each standing in its colour. */
final class ReportPage {

    private static final Pattern STANDING = Pattern.compile("( *)([a-z-]+)( +)(.*)");
    private static final int STANDING_COLUMNS = 9;
    private static final int WIDTH = 80;

    private final Paint paint;

    ReportPage(Paint paint) {
        this.paint = paint;
    }

    /** Puts a text report where the person wants it. */
    static void report(@Nullable Path output, String report) {
        boolean read = output == null && TextFiles.isTerminal(1);
        TextFiles.report(output, read ? new ReportPage(Colors.forTerminal(true)).of(report) : report);
    }

    String of(String report) {
        return String.join("\n", report.lines().flatMap(this::folded).toList()) + "\n";
    }

    private Stream<String> folded(String line) {
        int indent = line.length() - line.stripLeading().length();
        List<String> lines = Fold.hang(line, indent + (indent == 0 ? 0 : STANDING_COLUMNS), WIDTH - 1);
        return Stream.concat(Stream.of(painted(lines.get(0))), lines.stream().skip(1));
    }

    private String painted(String line) {
        Matcher standing = STANDING.matcher(line);
        return standing.matches()
                ? standing.group(1) + painted(paint, standing.group(2)) + standing.group(3) + standing.group(4)
                : line;
    }

    /** The word in the colour of the standing that it is, if it is one. */
    static String painted(Paint paint, String word) {
        return Standing.of(word)
                .map(standing -> switch (standing) {
                    case WEAK -> paint.bad(word);
                    case UNKNOWN, ASK -> paint.notable(word);
                    case GOOD -> paint.good(word);
                    case NOT_HERE -> paint.dim(word);
                })
                .orElse(word);
    }
}
