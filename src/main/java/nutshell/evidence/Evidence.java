package nutshell.evidence;

import java.util.Optional;
import java.util.function.Function;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What the machine said when asked. There is no third case: absence is evidence of nothing, never of safety. */
public sealed interface Evidence<T> {

    /** Where we looked, so that the learner can look too. */
    String source();

    record Seen<T>(String source, T value) implements Evidence<T> {}

    record NotSeen<T>(String source, String reason) implements Evidence<T> {}

    static <T> Evidence<T> seen(String source, T value) {
        return new Seen<>(source, value);
    }

    static <T> Evidence<T> notSeen(String source, String reason) {
        return new NotSeen<>(source, reason);
    }

    /** Parses what was seen; text that is not of its form has told us nothing. */
    default <R> Evidence<R> parsed(Function<T, R> parser) {
        if (this instanceof Seen<T> seen) {
            try {
                return new Seen<>(source(), parser.apply(seen.value));
            } catch (Refusal e) {
                return new NotSeen<>(source(), Printable.text(e.getMessage(), 300));
            }
        }
        return new NotSeen<>(source(), ((NotSeen<T>) this).reason);
    }

    default Optional<T> fact() {
        return this instanceof Seen<T> seen ? Optional.of(seen.value) : Optional.empty();
    }

    /** Why nothing was seen. */
    default Optional<String> unseen() {
        return this instanceof NotSeen<T> notSeen ? Optional.of(notSeen.reason) : Optional.empty();
    }
}
