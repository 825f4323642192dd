package nutshell.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jnr.constants.platform.Errno;
import nutshell.escapes.Result;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What is not as it was in an earlier matrix, cell by cell. */
final class MatrixChanges {

    private static final String SCHEMA = "nutshell.matrix/1";
    private static final String CONTAINED = Result.Outcome.CONTAINED.word();

    private MatrixChanges() {}

    /** An earlier matrix: what came of each cell, by its name. */
    record Old(Map<String, Came> cells) {}

    /** What came of a cell: how it ended, and what stopped it. */
    record Came(String outcome, String by) {
        @Override
        public String toString() {
            return by.isEmpty() ? outcome : outcome + " (" + by + ")";
        }
    }

    /** One cell that is not as it was. */
    record Change(String cell, String before, String after) {
        /** Whether something gets out now that did not. */
        @com.fasterxml.jackson.annotation.JsonIgnore
        boolean isWorse() {
            return before.startsWith(CONTAINED) && after.equals(Result.Outcome.ESCAPED.word());
        }
    }

    static Old read(Path file) {
        String text = String.join("\n", TextFiles.lines(file));
        try {
            JsonNode document = new ObjectMapper().readTree(text);
            if (!document.path("schema").asText().equals(SCHEMA)) {
                throw wrong(file, "its schema is not " + SCHEMA);
            }
            Map<String, Came> cells = new LinkedHashMap<>();
            document.path("cells").forEach(cell -> cells.put(name(cell), came(cell)));
            return new Old(cells);
        } catch (JsonProcessingException e) {
            throw wrong(
                    file,
                    "no JSON at line %d"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()));
        }
    }

    private static Refusal wrong(Path file, String why) {
        return Refusal.usage(
                Printable.text(file.toString()) + " is no matrix: " + why, "escape matrix --json > old.json");
    }

    private static String name(JsonNode cell) {
        List<String> defences = new ArrayList<>();
        cell.path("defences").forEach(defence -> defences.add(defence.asText()));
        return name(cell.path("name").asText(), defences);
    }

    private static String name(String escape, List<String> defences) {
        return escape + " under " + (defences.isEmpty() ? "none" : String.join(", ", defences));
    }

    private static Came came(JsonNode cell) {
        JsonNode by = cell.path("stopped_by");
        String call = by.path("call").asText("").replaceFirst("\\(.*", "");
        return new Came(
                cell.path("outcome").asText(),
                call.isEmpty() ? "" : by.path("errno").asText() + " of " + call);
    }

    private static Came came(Result cell) {
        return new Came(
                cell.outcome().word(),
                cell.stoppedBy()
                        .map(event -> event.errno().map(Errno::name).orElse("null") + " of " + event.name())
                        .orElse(""));
    }

    static List<Change> between(Old old, List<Result> cells) {
        List<Change> changes = new ArrayList<>();
        for (Result cell : cells) {
            String name = name(cell.escape(), cell.defences());
            Came now = came(cell);
            Optional<Came> then = Optional.ofNullable(old.cells().get(name));
            if (!then.equals(Optional.of(now))) {
                changes.add(new Change(name, then.map(Came::toString).orElse("not there"), now.toString()));
            }
        }
        return changes;
    }

    static List<String> lines(List<Change> changes) {
        List<String> lines = new ArrayList<>(List.of(""));
        changes.forEach(change -> lines.add("%s: %s → %s"
                .formatted(change.cell(), Printable.text(change.before(), 120), Printable.text(change.after(), 120))));
        lines.add(changes.isEmpty() ? "every cell is as it was" : changes.size() + " cells are not as they were");
        return lines;
    }
}
