package nutshell.fleet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.checklist.Change;
import nutshell.checklist.Standing;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The fleet report of last time, read as it comes and held against the one of now: by host and question. */
public final class LastFleet {

    private record Kind(Change.What what, String id, String fact) {}

    private final Map<String, FleetHost> unmet = new HashMap<>();
    private final Map<Kind, List<String>> changes = new LinkedHashMap<>();

    private LastFleet(Fleet now) {
        now.hosts().forEach(host -> unmet.put(host.name(), host));
    }

    /** What is otherwise now; refuses a file that is no fleet report. */
    public static List<FleetChange> changes(Path file, Fleet now) {
        LastFleet last = new LastFleet(now);
        try (JsonParser json = Reports.JSON.createParser(Files.newInputStream(file))) {
            last.read(json, Printable.text(file.toString()));
        } catch (IOException e) {
            throw refusal(Printable.text(file.toString()), Printable.text(e.getMessage(), 200));
        }
        return last.told();
    }

    private void read(JsonParser json, String file) throws IOException {
        boolean schema = false;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw refusal(file, "no object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("schema")) {
                schema = json.getValueAsString("").equals("nutshell.fleet/1");
            } else if (name.equals("hosts") && schema) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    host(json);
                }
            } else {
                json.skipChildren();
            }
        }
        if (!schema) {
            throw refusal(file, "another schema, or none");
        }
    }

    private void host(JsonParser json) throws IOException {
        String host = "";
        Map<String, Standing> before = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("name")) {
                host = Printable.text(json.getValueAsString(""), 200);
            } else if (name.equals("standings") && json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String id = Printable.text(json.currentName(), 20);
                    json.nextToken();
                    Standing.of(json.getValueAsString("")).ifPresent(standing -> before.put(id, standing));
                }
            } else {
                json.skipChildren();
            }
        }
        compare(host, before);
    }

    private void compare(String name, Map<String, Standing> before) {
        Optional<FleetHost> host = Optional.ofNullable(unmet.remove(name));
        if (host.isEmpty()) {
            note(Change.What.GONE, "host", "no report of it this time", name);
            return;
        }
        host.get().standings().forEach((id, standing) -> {
            Standing was = before.getOrDefault(id, standing);
            if (standing != was) {
                Change.What what = standing.compareTo(was) < 0 ? Change.What.WORSE : Change.What.BETTER;
                note(what, id, "%s, was %s".formatted(standing.word(), was.word()), name);
            }
        });
    }

    private void note(Change.What what, String id, String fact, String host) {
        changes.computeIfAbsent(new Kind(what, id, fact), kind -> new ArrayList<>())
                .add(host);
    }

    private List<FleetChange> told() {
        unmet.keySet().stream()
                .sorted()
                .forEach(name -> note(Change.What.NEW, "host", "not in the last fleet report", name));
        List<FleetChange> told = new ArrayList<>();
        changes.forEach((kind, hosts) -> told.add(new FleetChange(kind.what, kind.id, kind.fact, hosts)));
        told.sort(Comparator.comparing(FleetChange::what)
                .thenComparing(change -> -change.hosts().size())
                .thenComparing(FleetChange::id));
        return told;
    }

    private static Refusal refusal(String file, String why) {
        return Refusal.usage(
                "%s is no earlier fleet report (%s): expected a document of schema nutshell.fleet/1"
                        .formatted(file, why),
                "nutshell check merge reports/ --format json --output fleet.json");
    }
}
