package nutshell.labs;

import java.util.List;
import java.util.Optional;

/**
 * One line of a session with what must come of it.
 *
 * @param line where it stands in its file
 * @param asUser whether it is typed without root
 * @param refusal how it must be refused: an errno's name, {@code safety} (by us), or {@code exit-N} (a program's end)
 * @param prints what a line of its output must match
 * @param observations each false before it and true after it
 */
record Play(
        int line,
        boolean asUser,
        String typed,
        Optional<String> refusal,
        Optional<LinePattern> prints,
        List<Observation> observations) {

    Play {
        observations = List.copyOf(observations);
    }

    Play printing(LinePattern pattern) {
        return new Play(line, asUser, typed, refusal, Optional.of(pattern), observations);
    }

    Play observed(List<Observation> seen) {
        return new Play(line, asUser, typed, refusal, prints, seen);
    }

    /** The word it begins with: a mistake is recognised by it, however its arguments are written. */
    String word() {
        return typed.split("\\s+", 2)[0];
    }

    /** What came of it is what must. */
    Optional<String> fault(Played played) {
        if (refusal.isPresent() && !played.refusal().equals(refusal)) {
            return Optional.of("'%s' must be refused with %s, and was %s"
                    .formatted(
                            typed,
                            refusal.get(),
                            played.refusal().map(how -> "refused with " + how).orElse("not")));
        }
        if (refusal.isEmpty() && played.refusal().isPresent()) {
            return Optional.of("'%s' was refused: %s".formatted(typed, played.told()));
        }
        if (prints.filter(pattern -> !pattern.matchesALineOf(played.output())).isPresent()) {
            return Optional.of("'%s' must print a line that matches %s, and printed: %s"
                    .formatted(typed, prints.get().pattern(), played.output().replace('\n', '|')));
        }
        return Optional.empty();
    }
}
