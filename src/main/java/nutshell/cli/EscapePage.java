package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import nutshell.escapes.Escape;
import nutshell.escapes.Result;

/** Tells escapes to a person. */
final class EscapePage {

    private EscapePage() {}

    static List<String> list() {
        return Escape.all().stream()
                .map(escape -> "%-26s %s".formatted(escape.word(), escape.mistake()))
                .toList();
    }

    static List<String> of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add(result.escape() + " " + result.defences() + " " + result.outcome() + " " + result.proof() + result.why());
        result.lines().forEach(line -> lines.add("   > " + line));
        result.ways().forEach(way -> { lines.add("  way"); way.calls().forEach(call -> lines.add("   " + call)); way.refused().ifPresent(r -> lines.add("  refused " + r)); });
        lines.addAll(result.still());
        return lines;
    }
}
