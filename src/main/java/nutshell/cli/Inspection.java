package nutshell.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.inspect.Difference;
import nutshell.inspect.Facts;
import nutshell.inspect.Finding;
import nutshell.inspect.Inspected;
import nutshell.namespaces.Namespace;
import org.jspecify.annotations.Nullable;

/** One process, or two of which only the differences are told: the command's and the word's common part. */
public record Inspection(Inspected one, Optional<Inspected> other) {

    public List<String> lines(Paint paint, int width) {
        return other.map(second -> new DifferencePage(paint, width).of(one, second))
                .orElseGet(() -> new InspectPage(paint, width).of(one));
    }

    /** {@code nutshell.inspect/1}. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = Json.schema("nutshell.inspect/1");
        if (other.isEmpty()) {
            json.putAll(Facts.of(one));
            return json;
        }
        Inspected second = other.get();
        json.put("one", Facts.of(one));
        json.put("other", Facts.of(second));
        json.put(
                "differences",
                Difference.between(one, second).stream().map(Inspection::json).toList());
        json.put(
                "together",
                Difference.together(one, second).stream().map(Namespace::word).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Difference difference) {
        Map<String, @Nullable Object> json = new java.util.LinkedHashMap<>();
        json.put("topic", difference.topic().title());
        json.put("what", difference.key());
        json.put("one", difference.one().map(Finding::fact).orElse(null));
        json.put("other", difference.other().map(Finding::fact).orElse(null));
        json.put("means", difference.means());
        return json;
    }
}
