package nutshell.vulnerabilities;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.packages.VersionOrder;

/**
 * What a record says of one package.
 *
 * @param ecosystem {@code Debian:12}, {@code Maven}; empty for a project's own repository
 * @param name as that ecosystem calls it; for a repository the last word of its address
 * @param versions all that are affected, one by one
 */
record Affected(String ecosystem, String name, List<Range> ranges, List<String> versions) {

    /** More are only counted. */
    private static final int VERSIONS_TOLD = 3;

    Affected {
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
    }

    boolean affects(String version, VersionOrder order) {
        return versions.contains(version) || ranges.stream().anyMatch(range -> range.affects(version, order));
    }

    Optional<String> fixAbove(String version, VersionOrder order) {
        return ranges.stream()
                .flatMap(range -> range.fixAbove(version, order).stream())
                .min(Comparator.comparing(fixed -> fixed, order));
    }

    /** The newest fix that this version is not older than. */
    Optional<String> fixBelow(String version, VersionOrder order) {
        return ranges.stream()
                .flatMap(Range::fixes)
                .filter(fixed -> order.compare(fixed, version) <= 0)
                .max(order);
    }

    String told(VersionOrder order) {
        if (ranges.isEmpty()) {
            List<String> sorted = versions.stream().sorted(order).toList();
            return sorted.size() <= VERSIONS_TOLD
                    ? String.join(", ", sorted)
                    : sorted.get(0) + " to " + sorted.get(sorted.size() - 1);
        }
        return ranges.stream().map(range -> range.told(order)).collect(Collectors.joining("; "));
    }
}
