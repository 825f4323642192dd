package nutshell.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.escapes.Defence;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;
import nutshell.escapes.Result.Outcome;
import nutshell.kernel.SyscallEvent;

/** Tells escapes to a person: what was done by whoever started the container, what by the attacker, and what came of it. */
public final class EscapePage {

    private final Paint paint;
    private final int width;

    public EscapePage(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    /** The escapes with their mistakes, and the defences. */
    List<String> list() {
        List<String> lines = new ArrayList<>();
        Escape.all().forEach(escape -> lines.addAll(entry(escape.word(), escape.mistake())));
        lines.add("");
        lines.add("Defences, for --with:");
        Arrays.stream(Defence.values()).forEach(defence -> lines.addAll(entry(defence.word(), defence.about())));
        return lines;
    }

    private List<String> entry(String word, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : Fold.wrap(text, width - 26)) {
            lines.add(lines.isEmpty() ? paint.word("%-25s".formatted(word)) + " " + line : " ".repeat(26) + line);
        }
        return lines;
    }

    /** Whose run it is, and the mistake. */
    public List<String> head(Escape escape, List<String> defences) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong("escape " + escape.word())
                + (defences.isEmpty() ? "" : "   with " + String.join(", ", defences)));
        Fold.wrap("the mistake: " + escape.mistake(), width - 2).forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** What whoever started the container has done. */
    public List<String> recipe(Result result) {
        return result.lines().stream().map(line -> paint.dim("  > " + line)).toList();
    }

    /** What the attacker called, a line for each call. */
    public List<String> calls(Result.Way way) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < way.calls().size(); i++) {
            SyscallEvent call = way.calls().get(i);
            String number = "%3d  ".formatted(i + 1);
            for (String line : Fold.wrap(call.toString(), width - 5)) {
                lines.add(number + (call.errno().isPresent() ? paint.bad(line) : line));
                number = " ".repeat(5);
            }
            Optional.ofNullable(way.notes().get(i))
                    .ifPresent(note -> lines.add(" ".repeat(5) + paint.dim("← " + note)));
        }
        return lines;
    }

    /** What was found on the host. */
    public List<String> end(Result result) {
        List<String> lines = new ArrayList<>();
        switch (result.outcome()) {
            case ESCAPED -> lines.add("  " + paint.bad("ESCAPED") + ": no exploit, one mistake.");
            case CONTAINED ->
                lines.add("  " + paint.good("contained")
                        + result.stoppedBy()
                                .map(event -> ": " + event)
                                .orElse(": " + result.why().orElse("")));
            case UNAVAILABLE ->
                Fold.wrap("not possible here: " + result.why().orElse(""), width - 2)
                        .forEach(line -> lines.add("  " + line));
        }
        result.proof().filter(proof -> result.outcome() == Outcome.ESCAPED).ifPresent(proof -> {
            lines.add("    nonce  %s  %s".formatted(proof.nonce(), proof.read() ? "read from inside" : "not read"));
            lines.add("    file   %s"
                    .formatted(
                            proof.owner().isPresent()
                                    ? "%s, owner on the host: %d"
                                            .formatted(
                                                    proof.file(), proof.owner().getAsLong())
                                    : "none could be left"));
        });
        result.still().forEach(sentence -> lines.add("    " + paint.notable("and yet: ") + sentence));
        return lines;
    }

    /** What each defence alone comes to. */
    public List<String> defences(List<Result> results) {
        List<String> lines = new ArrayList<>(List.of("  Close it:"));
        for (Result result : results) {
            String name = "%-22s".formatted(String.join(",", result.defences()));
            lines.add("    "
                    + switch (result.outcome()) {
                        case ESCAPED -> paint.bad("✗ ") + name + "does not stop it";
                        case CONTAINED -> paint.good("✔ ") + name + "contained (" + stopped(result) + ")";
                        case UNAVAILABLE -> "- " + name + result.why().orElse("");
                    });
        }
        return lines;
    }

    /** By which errno, and which call. */
    static String stopped(Result result) {
        return result.stoppedBy()
                .map(event -> event.errno().map(Errno::name).orElse("?") + " of " + event.name())
                .orElse("no call was refused");
    }
}
