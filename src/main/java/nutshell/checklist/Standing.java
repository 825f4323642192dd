package nutshell.checklist;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Where a question, or one subject of it, stands; the worst first. */
public enum Standing {
    WEAK,
    /** Could not be read: never taken for good. */
    UNKNOWN,
    /** A fact that only a person can weigh. */
    ASK,
    GOOD,
    /** Nothing of that kind is on this machine. */
    NOT_HERE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Standing> of(String word) {
        return Arrays.stream(values())
                .filter(standing -> standing.word().equals(word))
                .findFirst();
    }

    public static Standing worst(Collection<Standing> standings) {
        return standings.stream().min(Comparator.naturalOrder()).orElse(NOT_HERE);
    }
}
