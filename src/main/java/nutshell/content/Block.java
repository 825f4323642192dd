package nutshell.content;

import java.util.List;

/** A piece of a text as it stands under a heading; code within a sentence keeps its backquotes. */
public sealed interface Block {

    /** Where it begins in its file, counted from 1. */
    int line();

    /** Sentences that may be filled anew. */
    record Paragraph(int line, String text) implements Block {}

    /** Lines that stay as they are; kind is the word behind the fence. */
    record Code(int line, String kind, List<String> lines) implements Block {
        public Code {
            lines = List.copyOf(lines);
        }
    }

    /** One point after the other. */
    record Items(int line, boolean numbered, List<Item> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** One of the points. */
    record Item(int line, String text) {}
}
