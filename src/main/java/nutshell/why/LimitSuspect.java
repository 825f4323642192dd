package nutshell.why;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;
import nutshell.cgroups.CgroupMembership;
import nutshell.cgroups.CgroupMounts;
import nutshell.namespaces.Namespace;

/** A number is reached: of processes in the control group, of the user's processes, of namespaces. */
final class LimitSuspect implements Suspect {

    private static final Set<String> FORKS = Set.of("clone", "clone3", "fork", "vfork");
    private static final int RLIMIT_NPROC = 6;
    private static final Pattern PROCESSES = Pattern.compile("Max processes +([0-9]+|unlimited) .*");

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        String name = one.call().name();
        if (FORKS.contains(name) && one.call().errno() == Errno.EAGAIN) {
            return ofGroup(one).or(() -> ofUser(one));
        }
        boolean namespaces = FORKS.contains(name) || name.equals("unshare");
        return namespaces && one.call().errno() == Errno.ENOSPC ? ofNamespaces(one) : Optional.empty();
    }

    private static Optional<Cause> ofGroup(Investigation.Case one) {
        Path top = CgroupMounts.ofThisMachine().hierarchy("pids");
        Optional<Path> group =
                CgroupMembership.parse(lines(Path.of("/proc/" + one.subject().tid() + "/cgroup"))).stream()
                        .filter(membership -> membership.controllers().isEmpty()
                                || membership.controllers().contains("pids"))
                        .map(membership -> top.resolve(membership.path().substring(1)))
                        .filter(path -> Files.exists(path.resolve("pids.max")))
                        .findFirst();
        for (Path at = group.orElse(null); at != null && !at.equals(top); at = at.getParent()) {
            Optional<Long> most = number(at.resolve("pids.max"));
            long now = number(at.resolve("pids.current")).orElse(0L);
            if (most.isPresent()
                    && now >= most.get()
                    && one.attempt(CapabilitySet.EMPTY).orElse(-1) == 0) {
                return Optional.of(new Cause(
                        "pids.max",
                        "its control group holds %d processes and threads, and pids.max allows %d"
                                .formatted(now, most.get()),
                        "a process like it outside the group may start one",
                        "raise pids.max of " + at + ", or start fewer; explain pids.max"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> ofUser(Investigation.Case one) {
        Optional<Long> most = lines(Path.of("/proc/" + one.subject().tid() + "/limits")).stream()
                .map(PROCESSES::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .filter(text -> !text.equals("unlimited"))
                .map(Long::valueOf)
                .findFirst();
        if (most.isEmpty() || one.probe().isEmpty()) {
            return Optional.empty();
        }
        byte[] limit = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putLong(most.get())
                .putLong(most.get())
                .array();
        Probe limited = one.probe().get().after("prlimit64", 0, RLIMIT_NPROC, limit, 0);
        boolean refused = one.replica().attempt(limited, CapabilitySet.EMPTY).orElse(0) == Errno.EAGAIN.intValue();
        if (!refused || one.attempt(CapabilitySet.EMPTY).orElse(-1) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Cause(
                "RLIMIT_NPROC",
                "user %d may have %d processes and threads (RLIMIT_NPROC), whatever container they are in"
                        .formatted(one.subject().ids("Uid")[0], most.get()),
                "a process like it is refused with that limit, and without it is not",
                "ulimit -u, or /etc/security/limits.conf; a cgroup's pids.max counts each container by itself"));
    }

    private static Optional<Cause> ofNamespaces(Investigation.Case one) {
        long flags = one.call().name().equals("clone3")
                ? ByteBuffer.wrap(one.call().bytes(one.call().argument(0), 8))
                        .order(ByteOrder.nativeOrder())
                        .getLong()
                : one.call().argument(0);
        for (Namespace namespace : Namespace.values()) {
            String limit = "max_" + namespace.word() + "_namespaces";
            boolean asked = (flags & namespace.flag()) != 0;
            if (asked && isFull(one, namespace)) {
                return Optional.of(new Cause(
                        limit,
                        "no more %s namespaces may be made here: /proc/sys/user/%s, as this user namespace sees it, is reached"
                                .formatted(namespace.word(), limit),
                        "a process like it that asks for a " + namespace.word() + " namespace alone is refused so too",
                        "cat /proc/sys/user/" + limit + "; as root outside: sysctl user." + limit + "=15000"));
            }
        }
        return Optional.empty();
    }

    private static boolean isFull(Investigation.Case one, Namespace namespace) {
        return one.replica()
                        .attempt(Probe.of("unshare", namespace.flag()), CapabilitySet.EMPTY)
                        .orElse(0)
                == Errno.ENOSPC.intValue();
    }

    private static Optional<Long> number(Path file) {
        return lines(file).stream()
                .filter(line -> line.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
