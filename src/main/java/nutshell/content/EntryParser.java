package nutshell.content;

import java.util.List;
import java.util.Locale;
import nutshell.refusals.Refusal;

/** Reads one text of the glossary, strictly: what is malformed is refused with its file and line. */
final class EntryParser {

    private static final String TYPOGRAPHY = "—–…→≠·×≤≥µ";
    private static final String EXAMPLE = """
            uts — the namespace that holds the host name
            also: CLONE_NEWUTS

            The smallest namespace …

            try: unshare uts · look uts
            source: uts_namespaces(7)""";
    private static final int WIDTH = 76;
    private static final int BODY_LINES = 18;

    private final String file;
    private final List<String> lines;
    private int at;

    private EntryParser(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Takes the file's name, such as `uts.txt`, for the messages and because the word must agree with it. */
    static Entry parse(String file, String text) {
        List<String> lines = List.of(text.stripTrailing().split("\n", -1));
        EntryParser parser = new EntryParser(file, lines);
        if (!text.equals(String.join("\n", lines) + "\n")) {
            parser.at = lines.size() - 1;
            throw parser.expected("one line feed at the end of the file");
        }
        return parser.entry();
    }

    private Entry entry() {
        checkLines();
        String[] heading = take("WORD — TITLE").split(" — ", 2);
        if (heading.length < 2 || !file.equals(fileOf(heading[0])) || heading[1].isBlank()) {
            at = 0;
            throw expected("WORD — TITLE, where the file is named after the word");
        }
        List<String> also = atEnd() || !lines.get(at).startsWith("also: ") ? List.of() : list("also: ", ", ", 12);
        takeBlank();
        String body = body();
        List<String> tries = list("try: ", " · ", 2);
        String source = value("source: ");
        if (!atEnd()) {
            throw expected("nothing after the source");
        }
        return new Entry(heading[0], heading[1], also, body, tries, source);
    }

    static String fileOf(String word) {
        return word.toLowerCase(Locale.ROOT) + ".txt";
    }

    /** Comes first, so that no later message repeats a character that a terminal would obey. */
    private void checkLines() {
        for (at = 0; !atEnd(); at++) {
            String line = lines.get(at);
            if (line.length() > WIDTH || !line.stripTrailing().equals(line)) {
                throw expected("at most " + WIDTH + " columns and no space at the end");
            }
            if (!line.chars().allMatch(c -> (c >= ' ' && c <= '~') || TYPOGRAPHY.indexOf(c) >= 0)) {
                throw expected("no characters but ASCII and " + TYPOGRAPHY);
            }
        }
        at = 0;
    }

    private String body() {
        int from = at;
        while (!atEnd() && !lines.get(at).startsWith("try: ")) {
            if (lines.get(at).isEmpty() && (at == from || lines.get(at - 1).isEmpty())) {
                throw expected("text, not a second blank line");
            }
            at++;
        }
        if (at - from < 2 || !lines.get(at - 1).isEmpty()) {
            throw expected("a text, a blank line, and try: LINE");
        }
        if (at - 1 - from > BODY_LINES) {
            throw expected("at most " + BODY_LINES + " lines of text, found " + (at - 1 - from));
        }
        return String.join("\n", lines.subList(from, at - 1));
    }

    private List<String> list(String key, String separator, int most) {
        List<String> items = List.of(value(key).split(separator, -1));
        if (items.size() > most
                || items.stream()
                        .anyMatch(item -> item.isBlank() || !item.strip().equals(item))) {
            at--;
            throw expected(key + "one to " + most + " items, separated by \"" + separator + "\"");
        }
        return items;
    }

    private String value(String key) {
        String line = take(key + "TEXT");
        if (!line.startsWith(key) || line.length() == key.length()) {
            at--;
            throw expected(key + "TEXT");
        }
        return line.substring(key.length());
    }

    private void takeBlank() {
        if (!take("a blank line").isEmpty()) {
            at--;
            throw expected("a blank line");
        }
    }

    private String take(String what) {
        if (atEnd()) {
            throw expected(what);
        }
        return lines.get(at++);
    }

    private boolean atEnd() {
        return at >= lines.size();
    }

    private Refusal expected(String what) {
        return Refusal.failed(
                "glossary/" + file + " line " + (at + 1) + ": expected " + what, "for example:\n" + EXAMPLE);
    }
}
