package nutshell.checklist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** What somebody decided on a question, why, and until when. */
public record Answer(Choice choice, String reason, Optional<LocalDate> review, Instant at) {

    /** What one can answer. */
    public enum Choice {
        GOOD,
        WEAK,
        ACCEPTED,
        NOT_FOR_US,
        LATER;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        public static Optional<Choice> of(String word) {
            String spaced = word.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
            return Arrays.stream(values())
                    .filter(choice -> choice.word().equals(spaced))
                    .findFirst();
        }

        /** Whether it says nothing without a reason. */
        public boolean needsReason() {
            return this == ACCEPTED || this == NOT_FOR_US;
        }
    }

    /** As the answers' file and the report have it. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("choice", choice.word());
        json.put("reason", Printable.text(reason));
        json.put("review", review.map(LocalDate::toString).orElse(null));
        json.put("at", at.toString());
        return json;
    }

    /** Whether the day on which it was to be looked at again has passed. */
    public boolean isOverdue(LocalDate today) {
        return review.filter(day -> day.isBefore(today)).isPresent();
    }
}
