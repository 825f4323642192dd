package nutshell.serve;

import java.util.List;

/** A lab as the board names it, with what is asked in it. */
public record Topic(String name, String title, String question, List<Option> options) {

    public Topic {
        options = List.copyOf(options);
    }

    /** One of the answers. */
    public record Option(String letter, String text) {}
}
