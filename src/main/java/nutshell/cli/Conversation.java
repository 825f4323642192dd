package nutshell.cli;

import java.util.Optional;

/** Where the walk's lines come from and go to; no line is the end. */
interface Conversation {
    Optional<String> ask(String prompt);

    void say(String line);

    /** Tries an escape from a copy of that container, and tells how it went. */
    void play(String escape, String from);

    Paint paint();

    int width();

    /** Says prose, broken between words. */
    default void tell(String indent, String text) {
        Fold.wrap(text.replaceAll("\\s+", " ").strip(), Math.max(40, width() - indent.length() - 1))
                .forEach(line -> say(indent + line));
    }
}
