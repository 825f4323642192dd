package nutshell.labs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of a lab in their order: the headings of its text. */
public enum Part {
    GOAL,
    PREDICT,
    BUILD,
    LOOK,
    BREAK,
    CLOSE,
    EXPLAIN;

    /** What a tour shows of each lab. */
    static final List<Part> TOUR = List.of(GOAL, PREDICT, BUILD, EXPLAIN);

    static final String HINTS = "Hints";

    /** As the heading is written. */
    public String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    static List<Part> all() {
        return Arrays.asList(values());
    }
}
