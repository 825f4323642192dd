package nutshell.labs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import nutshell.content.Block;

/**
 * One lab as it was written.
 *
 * @param name of its folder: {@code 03-hostname}
 * @param minutes how long a newcomer takes
 */
public record Lab(
        String name,
        String title,
        List<String> needs,
        List<String> teaches,
        int minutes,
        Map<Part, List<Block>> parts,
        Prediction prediction,
        List<String> hints,
        List<Play> session) {

    public Lab {
        needs = List.copyOf(needs);
        teaches = List.copyOf(teaches);
        parts = new EnumMap<>(parts);
        hints = List.copyOf(hints);
        session = List.copyOf(session);
    }

    /** What is shown under a heading. */
    public List<Block> part(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    /** The lines that are typed, as a person would. */
    public List<String> solution() {
        return session.stream()
                .map(play -> (play.asUser() ? "$ " : "> ")
                        + play.typed()
                        + play.refusal()
                                .map(how -> "      (refused: " + how + ")")
                                .orElse(""))
                .toList();
    }
}
