package nutshell.evidence.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.Evidence;
import nutshell.evidence.FactSheet;
import nutshell.evidence.Facts;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.namespaces.NamespaceId;

/** The containers of one engine, running or not, each beside its first process. */
final class Containers {

    static final String COLLECTOR = "containers";

    private final String label;
    private final HostView host;
    private final String dataRoot;

    /** Takes where the engine keeps its data, as it says itself; empty where it does not say. */
    Containers(String label, HostView host, String dataRoot) {
        this.label = label;
        this.host = host;
        this.dataRoot = dataRoot;
    }

    /** One container, and the namespaces by which it is known whether it shares them. */
    record Found(Facts facts, String id, Map<String, Evidence<NamespaceId>> namespaces, Map<String, String> joined) {}

    Found read(JsonNode document) {
        DeclaredContainer declared = new DeclaredContainer(label, document);
        FactSheet sheet = new FactSheet();
        declared.noteOn(sheet);
        sheet.seen(label + " info", "data_root", dataRoot);
        Map<String, Evidence<NamespaceId>> namespaces = Map.of();
        if (declared.running()) {
            declared.noteEffective(sheet, "declared_");
            namespaces = effective(sheet, declared);
        } else {
            declared.noteEffective(sheet, "");
            sheet.seen(declared.source(), "mounts", DeclaredMounts.withSockets(declared.mounts(), host));
        }
        return new Found(
                sheet.of(COLLECTOR, label + ":" + declared.name()), declared.id(), namespaces, joined(document));
    }

    private Map<String, Evidence<NamespaceId>> effective(FactSheet sheet, DeclaredContainer declared) {
        ProcDirectory process = ProcDirectory.of(declared.pid());
        Optional<String> before = EffectiveContainer.startTime(process);
        EffectiveContainer container = new EffectiveContainer(process, host);
        Map<String, Evidence<NamespaceId>> namespaces = container.namespaces();
        FactSheet effective = new FactSheet();
        container.noteOn(effective, declared);
        boolean same = before.isPresent() && before.equals(EffectiveContainer.startTime(process));
        effective
                .of(COLLECTOR, "")
                .facts()
                .forEach((name, fact) -> sheet.note(
                        name,
                        same ? fact : Evidence.notSeen(fact.source(), "it ended while it was looked at; check again")));
        return same ? namespaces : Map.of();
    }

    private static Map<String, String> joined(JsonNode document) {
        Map<String, String> joined = new LinkedHashMap<>();
        Map.of("pid", "PidMode", "ipc", "IpcMode", "net", "NetworkMode", "uts", "UTSMode")
                .forEach((word, field) -> {
                    String mode = document.path("HostConfig").path(field).asText("");
                    if (mode.startsWith("container:")) {
                        joined.put(word, mode.substring("container:".length()));
                    }
                });
        return joined;
    }

    /** Says of each namespace whose it is: the joiner's is another's, the joined one's its own. */
    List<Facts> withNamespaces(List<Found> all) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<NamespaceId, String> owners = new LinkedHashMap<>();
        for (Found found : all) {
            names.put(found.id, found.facts.subject());
            found.namespaces.forEach((word, evidence) -> {
                if (!found.joined.containsKey(word)) {
                    evidence.fact().ifPresent(id -> owners.putIfAbsent(id, found.facts.subject()));
                }
            });
        }
        return all.stream().map(found -> withNamespaces(found, owners, names)).toList();
    }

    private Facts withNamespaces(Found found, Map<NamespaceId, String> owners, Map<String, String> names) {
        if (found.namespaces.isEmpty()) {
            return found.facts;
        }
        Map<String, String> whose = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        found.namespaces.forEach((word, evidence) -> {
            Optional<NamespaceId> id = evidence.fact();
            if (id.isEmpty()) {
                unread.add(word + ": " + evidence.unseen().orElse(""));
            } else if (host.host().namespaces().containsValue(id.get())) {
                whose.put(word, "host");
            } else {
                String owner = owners.getOrDefault(
                        id.get(), names.getOrDefault(found.joined.getOrDefault(word, ""), "another container"));
                whose.put(word, owner.equals(found.facts.subject()) ? "own" : owner);
            }
        });
        String source = "/proc/PID/ns of " + found.facts.subject();
        return found.facts.with(
                "namespaces",
                unread.isEmpty()
                        ? Evidence.seen(source, FactSheet.node(whose))
                        : Evidence.notSeen(source, unread.get(0)));
    }
}
