package nutshell.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.Subject;
import nutshell.evidence.proc.Host;
import nutshell.evidence.proc.MountTable;
import nutshell.evidence.proc.ProcessFacts;
import nutshell.namespaces.Namespace;
import nutshell.namespaces.NamespaceId;

/** A process that was looked at, beside the host it was looked at from. */
public record Inspected(Subject subject, ProcessFacts process, Host host) {

    public static Inspected look(Subject subject) {
        return new Inspected(subject, ProcessFacts.read(subject.process()), Host.read());
    }

    /** All that can be said, by topic. */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.addAll(NamespaceFindings.of(this));
        all.addAll(UserFindings.of(this));
        all.addAll(MountFindings.of(this));
        all.addAll(DeviceFindings.of(this));
        all.addAll(DescriptorFindings.of(this));
        all.addAll(CgroupFindings.of(this));
        all.addAll(CapabilityFindings.of(this));
        all.addAll(FilterFindings.of(this));
        return all;
    }

    /** The topics with their findings, the worst first in each and among them. */
    public Map<Topic, List<Finding>> worstFirst() {
        Map<Topic, List<Finding>> byTopic = new EnumMap<>(Topic.class);
        findings()
                .forEach(finding -> byTopic.computeIfAbsent(finding.topic(), topic -> new ArrayList<>())
                        .add(finding));
        byTopic.values().forEach(list -> list.sort(Comparator.comparing(Finding::weight)));
        Map<Topic, List<Finding>> sorted = new java.util.LinkedHashMap<>();
        byTopic.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().get(0).weight()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** Whether it is in another namespace than we are; false where that could not be read. */
    public boolean owns(Namespace namespace) {
        Optional<NamespaceId> ours = Optional.ofNullable(host.namespaces().get(namespace));
        return ours.isPresent()
                && process.namespace(namespace).fact().isPresent()
                && !process.namespace(namespace).fact().equals(ours);
    }

    /** Whether it is known to be in the same as we are. */
    public boolean shares(Namespace namespace) {
        Optional<NamespaceId> ours = Optional.ofNullable(host.namespaces().get(namespace));
        return ours.isPresent() && process.namespace(namespace).fact().equals(ours);
    }

    public MountTable mounts() {
        return process.mounts().fact().orElse(new MountTable(List.of()));
    }

    /** Whether its capabilities and its uid 0 count on the host: a user namespace of its own takes that away. */
    boolean isHostsUser() {
        return !owns(Namespace.USER);
    }

    /** Whether it runs as root, and that is the host's root. */
    boolean isHostsRoot() {
        return isHostsUser() && process.status().users().effective() == 0;
    }
}
