package nutshell.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.containers.SecretNames;

/** A line of an image's history: the command that made a layer, or only a setting. Strangers' text. */
public record HistoryLine(String command, boolean madeLayer) {

    /** The command without the secrets in it. */
    public String shown() {
        return SecretNames.hidden(command);
    }

    static List<HistoryLine> all(JsonNode history) {
        List<HistoryLine> lines = new ArrayList<>();
        history.forEach(line -> lines.add(new HistoryLine(
                line.path("created_by").asText(line.path("comment").asText("")),
                !line.path("empty_layer").asBoolean(false))));
        return lines;
    }

    /** As many as there are layers; empty lines where the history does not fit them. */
    static List<String> ofLayers(JsonNode history, int layers) {
        List<String> lines = new ArrayList<>(all(history).stream()
                .filter(HistoryLine::madeLayer)
                .map(HistoryLine::shown)
                .toList());
        while (lines.size() < layers) {
            lines.add("");
        }
        return lines;
    }
}
