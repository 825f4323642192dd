package nutshell.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.cgroups.CgroupMembership;
import nutshell.evidence.proc.CgroupLimit;

/** How much it may use, and what runs out for everyone where nothing limits it. See cgroups(7). */
public final class CgroupFindings {

    private static final Map<String, String> WITHOUT = Map.of(
            "pids.max", "a fork bomb takes all of the host's",
            "memory.max", "the host's OOM killer chooses whom to end",
            "cpu.max", "it competes with all on the host");

    private static final Map<String, String> WITH = Map.of(
            "pids.max", "processes and threads; the next fork is EAGAIN",
            "memory.max", "bytes; beyond that the OOM killer ends something of its own",
            "cpu.max", "microseconds of CPU time in each period, then it waits");

    private CgroupFindings() {}

    static List<Finding> of(Inspected inspected) {
        List<Finding> findings = new ArrayList<>();
        inspected
                .process()
                .groups()
                .unseen()
                .ifPresent(why -> findings.add(Finding.unread(Topic.CGROUP, "group", why)));
        for (String key : List.of("pids.max", "memory.max", "cpu.max")) {
            findings.add(limit(key, find(inspected, key)));
        }
        return findings;
    }

    /** The group it is in, as we see it: v2's, or v1's where that counts processes. */
    public static Optional<String> group(Inspected inspected) {
        return inspected
                .process()
                .groups()
                .fact()
                .flatMap(groups -> groups.stream()
                        .filter(group -> group.controllers().isEmpty()
                                || group.controllers().contains("pids"))
                        .reduce((one, other) ->
                                one.path().length() >= other.path().length() ? one : other)
                        .map(CgroupMembership::path));
    }

    private static Optional<CgroupLimit> find(Inspected inspected, String key) {
        return inspected.process().limits().stream()
                .filter(limit -> limit.key().equals(key))
                .findFirst();
    }

    private static Finding limit(String key, Optional<CgroupLimit> found) {
        return found.filter(CgroupLimit::limits)
                .map(limit -> new Finding(Topic.CGROUP, key, limit.value(), WITH.getOrDefault(key, ""), Weight.WALL))
                .orElseGet(() -> new Finding(
                        Topic.CGROUP,
                        key,
                        "no limit",
                        WITHOUT.getOrDefault(key, ""),
                        key.equals("cpu.max") ? Weight.PLAIN : Weight.WEAK));
    }
}
