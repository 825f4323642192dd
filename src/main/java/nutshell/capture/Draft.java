package nutshell.capture;

import java.util.ArrayList;
import java.util.List;
import nutshell.container.Recipe;
import nutshell.container.Words;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A recipe being written: each line one that this program reads, or a comment that says why it is not. */
final class Draft {

    private static final int WIDTH = 110;

    private final List<String> lines = new ArrayList<>();

    /** Adds a step; one that this program would not read becomes a comment with the reason. */
    void step(String... words) {
        step(List.of(words));
    }

    void step(List<String> words) {
        if (!words.stream().allMatch(Draft::fitsOneLine)) {
            // Neither as a step nor behind a # may a stranger's name begin a line of its own.
            comment("left out, its name cannot be typed: " + String.join(" ", words));
            return;
        }
        try {
            Recipe.step(words);
            lines.add(Words.join(words));
        } catch (Refusal e) {
            comment("left out, %s: %s".formatted(Printable.text(e.getMessage(), 120), Words.join(words)));
        }
    }

    /** Adds a step that whoever reads the recipe may want, once they have thought about it. */
    void offered(String... words) {
        List<String> all = List.of(words);
        comment(all.stream().allMatch(Draft::fitsOneLine) ? Words.join(all) : String.join(" ", all));
    }

    void comment(String text) {
        String rest = Printable.text(text);
        while (rest.length() > WIDTH && rest.lastIndexOf(' ', WIDTH) > 0) {
            int end = rest.lastIndexOf(' ', WIDTH);
            lines.add("# " + rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add("# " + rest);
    }

    void paragraph() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
    }

    String text() {
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    private static boolean fitsOneLine(String word) {
        return word.equals(Printable.text(word));
    }
}
