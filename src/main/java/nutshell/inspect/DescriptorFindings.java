package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import nutshell.evidence.proc.Descriptor;
import nutshell.evidence.proc.UnixSocket;
import nutshell.namespaces.Namespace;

/** Open files that lie outside what its paths lead to: a door that no mount closes. */
final class DescriptorFindings {

    /** Whoever opened them, and wherever. */
    private static final Pattern HARMLESS = Pattern.compile("/dev/(null|zero|full|u?random|tty)");

    private DescriptorFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        inspected
                .process()
                .descriptors()
                .unseen()
                .ifPresent(why -> findings.add(Finding.unread(Topic.DESCRIPTORS, "open files", why)));
        inspected.process().descriptors().fact().ifPresent(all -> {
            all.forEach(descriptor -> leak(inspected, descriptor).ifPresent(findings::add));
            if (findings.isEmpty()) {
                findings.add(new Finding(
                        Topic.DESCRIPTORS,
                        "open files",
                        "none leaks",
                        all.size() + " open, none leads outside",
                        Weight.WALL));
            }
        });
        return findings;
    }

    private static Optional<Finding> leak(Inspected inspected, Descriptor descriptor) {
        String key = "fd " + descriptor.number();
        Optional<UnixSocket> socket = socketOfHost(inspected, descriptor);
        if (socket.isPresent()) {
            String bound =
                    socket.flatMap(UnixSocket::path).map(" bound at "::concat).orElse("");
            return Optional.of(new Finding(
                    Topic.DESCRIPTORS,
                    key,
                    "a UNIX socket" + bound,
                    "made in the host's network namespace: whoever is at its other end is outside",
                    Weight.WEAK));
        }
        if (!isOutside(inspected, descriptor)
                || HARMLESS.matcher(descriptor.target()).matches()) {
            return Optional.empty();
        }
        return Optional.of(finding(key, descriptor));
    }

    private static Finding finding(String key, Descriptor descriptor) {
        String fact = descriptor.target() + (descriptor.directory() ? " (directory)" : "");
        boolean stream = descriptor.number() <= 2 && !descriptor.directory();
        if (stream) {
            return new Finding(
                    Topic.DESCRIPTORS,
                    key,
                    fact,
                    "a file of the host's, as its " + stream(descriptor.number()),
                    Weight.PLAIN);
        }
        return new Finding(
                Topic.DESCRIPTORS,
                key,
                fact,
                descriptor.directory()
                        ? "a directory outside its root: fchdir there, and the host's tree lies open"
                        : "a file outside its root, which stays open whatever is mounted",
                Weight.OPEN);
    }

    private static String stream(int number) {
        return switch (number) {
            case 0 -> "input";
            case 1 -> "output";
            default -> "error output";
        };
    }

    /** By the mount it was opened on, which must be one that the process sees; in a chroot by the path. */
    private static boolean isOutside(Inspected inspected, Descriptor descriptor) {
        if (!descriptor.isFile()) {
            return false;
        }
        String root = inspected.process().root().fact().orElse("/");
        if (!root.equals("/") && inspected.shares(Namespace.MNT)) {
            return !descriptor.target().equals(root) && !descriptor.target().startsWith(root + "/");
        }
        OptionalLong mount = descriptor.mount();
        return inspected.owns(Namespace.MNT)
                && mount.isPresent()
                && inspected.process().mounts().fact().isPresent()
                && !inspected.mounts().contains((int) mount.getAsLong());
    }

    /** A socket that our network namespace lists is one of ours, and out of place in a process that has another. */
    private static Optional<UnixSocket> socketOfHost(Inspected inspected, Descriptor descriptor) {
        if (!inspected.owns(Namespace.NET) || descriptor.socket().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                inspected.host().sockets().get(descriptor.socket().getAsLong()));
    }
}
