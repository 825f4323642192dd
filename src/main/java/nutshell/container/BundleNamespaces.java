package nutshell.container;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;

/** The namespaces that a bundle's container has or joins, with what is set in them before its program runs. */
final class BundleNamespaces {

    /** The specification's names for namespaces differ from the kernel's for two of them. */
    private static final Map<Namespace, String> TYPES = Map.of(Namespace.MNT, "mount", Namespace.NET, "network");

    private final Map<Namespace, Map<String, Object>> namespaces = new TreeMap<>();
    private final Map<String, Object> timeOffsets = new LinkedHashMap<>();
    private Optional<IdMapping> idMapping = Optional.empty();

    void add(Namespace namespace) {
        namespaces.put(namespace, Map.of("type", type(namespace)));
    }

    /** One that is there already, by a file that stands for it. */
    void join(Namespace namespace, String path) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", type(namespace));
        entry.put("path", path);
        namespaces.put(namespace, entry);
    }

    void addUser(IdMapping mapping) {
        add(Namespace.USER);
        idMapping = Optional.of(mapping);
    }

    void timeOffset(String offset) {
        String[] parts = offset.split(" ", -1);
        timeOffsets.put(parts[0], Map.of("secs", Long.parseLong(parts[1]), "nanosecs", 0));
    }

    private static String type(Namespace namespace) {
        return TYPES.getOrDefault(namespace, namespace.word());
    }

    boolean includes(Namespace namespace) {
        return namespaces.containsKey(namespace);
    }

    List<Map<String, Object>> all() {
        return List.copyOf(namespaces.values());
    }

    Map<String, Object> timeOffsets() {
        return timeOffsets;
    }

    /** Of ids, for users and groups, where there is a user namespace of its own. */
    Map<String, Object> mappings() {
        Map<String, Object> mappings = new LinkedHashMap<>();
        idMapping.ifPresent(mapping -> {
            mappings.put("uidMappings", ranges(mapping.users()));
            mappings.put("gidMappings", ranges(mapping.groups()));
        });
        return mappings;
    }

    private static List<Map<String, Object>> ranges(IdMap map) {
        return map.ranges().stream()
                .map(range -> Map.<String, Object>of(
                        "containerID", range.inside(), "hostID", range.outside(), "size", range.count()))
                .toList();
    }
}
