package nutshell.serve;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * How far somebody is in a lab, as their shell tells it. It travels within what the shell prints, as an operating system
 * command (ECMA-48, OSC) that no terminal shows: so it needs no other way out of a lab machine, and comes in order.
 *
 * @param predicted the letter chosen first, and {@code answer} the kernel's; empty before
 * @param card what is taken home of it, in Markdown, where the lab is done; empty before
 */
public record Sign(
        @JsonProperty(required = true) String lab,
        @JsonProperty(required = true) String part,
        @JsonProperty(required = true) int step,
        @JsonProperty(required = true) int of,
        @JsonProperty(required = true) int hints,
        @JsonProperty(required = true) boolean solution,
        @JsonProperty(required = true) String predicted,
        @JsonProperty(required = true) String answer,
        @JsonProperty(required = true) boolean done,
        @JsonProperty(required = true) String card) {

    static final String BEGIN = "\u001b]5717;";
    static final char END = '\u0007';
    private static final int LONGEST_CARD = 24_000;

    /** Nothing but ASCII, and so neither an escape nor a bell within. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public Sign {
        card = card.length() > LONGEST_CARD ? card.substring(0, LONGEST_CARD) + "\n…\n" : card;
    }

    Sign withCard(String kept) {
        return new Sign(lab, part, step, of, hints, solution, predicted, answer, done, kept);
    }

    /** As the shell prints it. */
    public String printed() {
        try {
            return BEGIN + MAPPER.writeValueAsString(this) + END;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what stood between beginning and end; nothing where it is no sign of ours. Whoever is inside may send anything. */
    static Optional<Sign> read(String text) {
        try {
            return Optional.of(MAPPER.readValue(text, Sign.class)).filter(Sign::sensible);
        } catch (JsonProcessingException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private boolean sensible() {
        return lab.matches("[0-9]{2}-[a-z0-9-]{1,25}")
                && part.matches("[a-z]{1,12}")
                && predicted.matches("[a-z]?")
                && answer.matches("[a-z?]?")
                && step >= 0
                && step <= of
                && of <= 20
                && hints >= 0
                && hints <= 50;
    }
}
