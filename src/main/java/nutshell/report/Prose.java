package nutshell.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Markdown our own questions are written in, as HTML: paragraphs, lists, code. */
final class Prose {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final StringBuilder html = new StringBuilder();
    private final List<String> paragraph = new ArrayList<>();
    private boolean inList;

    private Prose() {}

    static String html(String markdown) {
        Prose prose = new Prose();
        boolean fenced = false;
        for (String line : markdown.split("\n", -1)) {
            if (line.strip().startsWith("```")) {
                prose.flush();
                prose.html.append(fenced ? "</pre>" : "<pre>");
                fenced = !fenced;
            } else if (fenced) {
                prose.html.append(Escaped.html(line)).append('\n');
            } else {
                prose.line(line);
            }
        }
        prose.flush();
        prose.endList();
        return prose.html.append(fenced ? "</pre>" : "").toString();
    }

    private void line(String line) {
        if (line.isBlank()) {
            flush();
        } else if (line.startsWith("- ")) {
            flush();
            html.append(inList ? "" : "<ul>");
            inList = true;
            paragraph.add(line.substring(2));
        } else {
            if (!line.startsWith(" ") && paragraph.isEmpty()) {
                endList();
            }
            paragraph.add(line.strip());
        }
    }

    private void flush() {
        if (!paragraph.isEmpty()) {
            String tag = inList ? "li" : "p";
            html.append('<')
                    .append(tag)
                    .append('>')
                    .append(inline(String.join(" ", paragraph)))
                    .append("</")
                    .append(tag)
                    .append('>');
            paragraph.clear();
        }
    }

    private void endList() {
        if (inList) {
            html.append("</ul>");
            inList = false;
        }
    }

    private static String inline(String text) {
        StringBuilder html = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int from = 0;
        while (code.find()) {
            html.append(emphasized(text.substring(from, code.start())));
            html.append("<code>").append(Escaped.html(code.group(1))).append("</code>");
            from = code.end();
        }
        return html.append(emphasized(text.substring(from))).toString();
    }

    private static String emphasized(String text) {
        return Escaped.html(text)
                .replaceAll("\\*\\*([^*]+)\\*\\*", "<strong>$1</strong>")
                .replaceAll("\\*([^*]+)\\*", "<em>$1</em>");
    }
}
