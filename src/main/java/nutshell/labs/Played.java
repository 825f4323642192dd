package nutshell.labs;

import java.util.List;
import java.util.Optional;

/**
 * What came of a line.
 *
 * @param calls the system calls, one text each
 * @param refusal how it was refused: an errno's name, {@code safety}, {@code exit-N}, or {@code no} for another reason of ours
 * @param told the refusal in words
 */
public record Played(String line, List<String> calls, String output, Optional<String> refusal, String told) {
    public Played {
        calls = List.copyOf(calls);
    }
}
