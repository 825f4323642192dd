package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import nutshell.evidence.proc.DeviceNode;
import nutshell.namespaces.Namespace;

/** The device files it finds in /dev, beyond those that only give or take bytes. See mknod(2). */
final class DeviceFindings {

    private DeviceFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        if (inspected.shares(Namespace.MNT)) {
            return findings;
        }
        inspected
                .process()
                .devices()
                .unseen()
                .ifPresent(
                        why -> findings.add(new Finding(Topic.DEVICES, "/dev", "not looked into", why, Weight.PLAIN)));
        inspected.process().devices().fact().ifPresent(nodes -> {
            nodes.forEach(node -> findings.add(finding(node)));
            if (nodes.stream().allMatch(DeviceNode::isUsual)) {
                findings.add(new Finding(
                        Topic.DEVICES,
                        "/dev",
                        "the usual few",
                        "null, zero, full, random, urandom, tty: nothing of the host's",
                        Weight.WALL));
            }
        });
        return findings;
    }

    private static Finding finding(DeviceNode node) {
        String fact = "%s %d:%d".formatted(node.block() ? "block" : "character", node.major(), node.minor());
        if (node.isUsual()) {
            return new Finding(Topic.DEVICES, "/dev/" + node.name(), fact, "gives or takes bytes", Weight.DETAIL);
        }
        return node.block()
                ? new Finding(
                        Topic.DEVICES,
                        "/dev/" + node.name(),
                        fact,
                        "a disk: below every file system, unless the device group refuses it",
                        Weight.OPEN)
                : new Finding(
                        Topic.DEVICES,
                        "/dev/" + node.name(),
                        fact,
                        "a driver of the kernel's to talk to, if the device group lets it",
                        Weight.WEAK);
    }
}
