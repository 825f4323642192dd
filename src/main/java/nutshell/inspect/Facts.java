package nutshell.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nutshell.capabilities.CapabilitySet;
import nutshell.capabilities.CapabilitySets;
import nutshell.evidence.Evidence;
import nutshell.evidence.proc.ProcessFacts;
import nutshell.evidence.proc.Status;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.IdMap;
import nutshell.namespaces.Namespace;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;

/** What was read, for {@code nutshell.inspect/1}: a fact that could not be read is null, and named under {@code unread}. */
public final class Facts {

    private final Inspected inspected;
    private final Map<String, @Nullable Object> unread = new LinkedHashMap<>();

    private Facts(Inspected inspected) {
        this.inspected = inspected;
    }

    public static Map<String, @Nullable Object> of(Inspected inspected) {
        return new Facts(inspected).all();
    }

    private Map<String, @Nullable Object> all() {
        ProcessFacts process = inspected.process();
        Status status = process.status();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("subject", subject());
        json.put("namespaces", namespaces());
        json.put("user", user());
        json.put("capabilities", capabilities(status.capabilities()));
        json.put("seccomp", seccomp(status));
        json.put("no_new_privs", status.noNewPrivileges().orElse(null));
        json.put("label", read(process.label()));
        json.put("cgroup", cgroup());
        json.put("mounts", mounts());
        json.put(
                "devices",
                read(process.devices()
                        .parsed(nodes -> nodes.stream().map(Facts::ordered).toList())));
        json.put(
                "descriptors",
                read(process.descriptors()
                        .parsed(all -> all.stream()
                                .map(each -> ordered(
                                        "fd",
                                        each.number(),
                                        "target",
                                        Printable.text(each.target()),
                                        "directory",
                                        each.directory()))
                                .toList())));
        json.put("findings", inspected.findings().stream().map(Facts::of).toList());
        json.put("unread", unread);
        return json;
    }

    private Map<String, @Nullable Object> subject() {
        ProcessFacts process = inspected.process();
        Map<String, @Nullable Object> json = ordered(
                "name", inspected.subject().name(),
                "pid", process.pid(),
                "pids", process.status().numbers(),
                "command", Printable.text(process.status().name()),
                "program", printed(process.program()),
                "root", printed(process.root()));
        inspected.subject().container().ifPresent(container -> {
            json.put("engine", container.engine().word());
            json.put("id", Printable.text(container.id(), 100));
            json.put("image", Printable.text(container.image(), 300));
        });
        return json;
    }

    private Map<String, @Nullable Object> namespaces() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (Namespace namespace : Namespace.values()) {
            Evidence<String> id = inspected.process().namespace(namespace).parsed(Object::toString);
            json.put(
                    namespace.word(),
                    ordered("id", read(id), "own", id.fact().isPresent() ? inspected.owns(namespace) : null));
        }
        return json;
    }

    private Map<String, @Nullable Object> user() {
        Status status = inspected.process().status();
        return ordered(
                "uid", status.users().effective(),
                "gid", status.groups().effective(),
                "groups", status.supplementary(),
                "uid_map", map(inspected.process().userIds()),
                "gid_map", map(inspected.process().groupIds()));
    }

    private @Nullable Object map(Evidence<IdMap> map) {
        return read(map.parsed(ids -> ids.ranges().stream()
                .map(range -> List.of(range.inside(), range.outside(), range.count()))
                .toList()));
    }

    private static Map<String, @Nullable Object> capabilities(CapabilitySets sets) {
        return ordered(
                "effective", set(sets.effective()),
                "permitted", set(sets.permitted()),
                "inheritable", set(sets.inheritable()),
                "bounding", set(sets.bounding()),
                "ambient", set(sets.ambient()));
    }

    private static Map<String, @Nullable Object> set(CapabilitySet set) {
        return ordered("bits", set.toString(), "names", set.names());
    }

    private static Map<String, @Nullable Object> seccomp(Status status) {
        return ordered(
                "mode", status.seccomp().name().toLowerCase(java.util.Locale.ROOT),
                "filters", status.filters().orElse(null));
    }

    private Map<String, @Nullable Object> cgroup() {
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        inspected.process().limits().forEach(limit -> limits.put(limit.key(), limit.value()));
        return ordered(
                "group", CgroupFindings.group(inspected).map(Printable::text).orElse(null), "limits", limits);
    }

    private @Nullable Object mounts() {
        return read(inspected
                .process()
                .mounts()
                .parsed(table -> table.mounts().stream().map(this::mount).toList()));
    }

    private Map<String, @Nullable Object> mount(MountInfo mount) {
        return ordered(
                "at", Printable.text(mount.mountPoint()),
                "type", Printable.text(mount.fsType()),
                "options", Printable.text(mount.options()),
                "propagation", Printable.text(mount.propagation()),
                "host_path", inspected.host().origin(mount).map(Printable::text).orElse(null),
                "runtime_sockets",
                        inspected.host().runtimeSocketsIn(mount).stream()
                                .map(Printable::text)
                                .toList());
    }

    /** One finding, as it stands in a document. */
    public static Map<String, @Nullable Object> of(Finding finding) {
        return ordered(
                "topic", finding.topic().title(),
                "what", finding.key(),
                "fact", finding.fact(),
                "means", finding.means(),
                "weight", finding.weight().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static Map<String, @Nullable Object> ordered(nutshell.evidence.proc.DeviceNode node) {
        return ordered(
                "name",
                Printable.text(node.name()),
                "block",
                node.block(),
                "major",
                node.major(),
                "minor",
                node.minor());
    }

    private @Nullable String printed(Evidence<String> evidence) {
        return read(evidence.parsed(Printable::text));
    }

    private <T> @Nullable T read(Evidence<T> evidence) {
        evidence.unseen().ifPresent(why -> unread.put(Printable.text(evidence.source()), why));
        return evidence.fact().orElse(null);
    }

    private static Map<String, @Nullable Object> ordered(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            json.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return json;
    }
}
