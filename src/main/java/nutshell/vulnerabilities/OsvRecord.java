package nutshell.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document in the OSV format, of which what we do not know is passed over. See ossf.github.io/osv-schema. */
final class OsvRecord {

    /** Tags of releases as projects write them: {@code OpenSSL_1_0_1f}, {@code v2.4}, {@code glibc-2.34}. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z_/-]*([0-9]+([._-][0-9]+)*[A-Za-z]?[0-9]*)");

    private OsvRecord() {}

    /** Nothing where it is not a record at all. */
    static Optional<Advisory> read(JsonNode document) {
        String id = document.path("id").asText("");
        if (id.isEmpty() || !document.path("modified").isTextual()) {
            return Optional.empty();
        }
        List<String> names = Stream.of("aliases", "upstream")
                .flatMap(key -> texts(document.path(key)).stream())
                .toList();
        List<String> vectors = new ArrayList<>(vectors(document.path("severity")));
        List<Affected> affected = new ArrayList<>();
        for (JsonNode entry : document.path("affected")) {
            vectors.addAll(vectors(entry.path("severity")));
            affected.addAll(affected(entry));
        }
        return Optional.of(new Advisory(
                id,
                names,
                document.path("summary").asText(""),
                vectors.stream().distinct().toList(),
                affected,
                document.path("withdrawn").isTextual()));
    }

    private static List<String> vectors(JsonNode severity) {
        List<String> vectors = new ArrayList<>();
        for (JsonNode each : severity) {
            if (each.path("type").asText("").startsWith("CVSS_V")) {
                vectors.add(each.path("score").asText(""));
            }
        }
        return vectors;
    }

    /** A range of commits tells nothing to who has no commits; its repository still names a project. */
    private static List<Affected> affected(JsonNode entry) {
        List<Affected> all = new ArrayList<>();
        List<Range> ranges = new ArrayList<>();
        List<String> versions = texts(entry.path("versions"));
        for (JsonNode range : entry.path("ranges")) {
            if (!range.path("type").asText("").equals("GIT")) {
                ranges.add(range(range));
            } else if (!entry.has("package")) {
                String project = range.path("repo")
                        .asText("")
                        .replaceFirst("(\\.git)?/*$", "")
                        .replaceFirst("^.*/", "");
                all.add(new Affected(
                        "",
                        project,
                        List.of(),
                        versions.stream().map(OsvRecord::release).toList()));
            }
        }
        JsonNode named = entry.path("package");
        if (named.path("name").isTextual()) {
            all.add(new Affected(
                    named.path("ecosystem").asText(""), named.path("name").asText(), ranges, versions));
        }
        return all;
    }

    private static String release(String tag) {
        Matcher matcher = TAG.matcher(tag);
        return matcher.matches() ? matcher.group(1).replace('_', '.') : tag;
    }

    private static Range range(JsonNode range) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : range.path("events")) {
            event.properties().forEach(property -> {
                String version = property.getValue().asText("");
                switch (property.getKey()) {
                    case "introduced" -> events.add(new Event(Event.Kind.INTRODUCED, version));
                    case "fixed" -> events.add(new Event(Event.Kind.FIXED, version));
                    case "last_affected" -> events.add(new Event(Event.Kind.LAST_AFFECTED, version));
                    case "limit" -> events.add(new Event(Event.Kind.LIMIT, version));
                    default -> {
                        // Says nothing of versions.
                    }
                }
            });
        }
        return new Range(events);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText("")));
        return texts;
    }
}
