package nutshell.vulnerabilities;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.packages.VersionOrder;

/** Which versions are affected, told by events; evaluated as the OSV schema says. */
record Range(List<Event> events) {

    Range {
        events = List.copyOf(events);
    }

    boolean affects(String version, VersionOrder order) {
        if (!isBeforeLimits(version, order)) {
            return false;
        }
        boolean affected = false;
        for (Event event : sorted(order)) {
            int place = compare(version, event.version(), order);
            affected = switch (event.kind()) {
                case INTRODUCED -> affected || place >= 0;
                case FIXED -> affected && place < 0;
                case LAST_AFFECTED -> affected && place <= 0;
                case LIMIT -> affected;
            };
        }
        return affected;
    }

    private boolean isBeforeLimits(String version, VersionOrder order) {
        List<Event> limits = of(Event.Kind.LIMIT).toList();
        return limits.isEmpty()
                || limits.stream()
                        .anyMatch(limit -> limit.version().equals("*") || compare(version, limit.version(), order) < 0);
    }

    /** Of two at one version, what begins comes after what ends, so that it may begin anew. */
    private List<Event> sorted(VersionOrder order) {
        Comparator<Event> byVersion = (a, b) -> compare(a.version(), b.version(), order);
        return events.stream()
                .sorted(byVersion.thenComparing(event -> event.kind() == Event.Kind.INTRODUCED))
                .toList();
    }

    private static int compare(String a, String b, VersionOrder order) {
        if (a.equals("0") || b.equals("0")) {
            return Boolean.compare(b.equals("0"), a.equals("0"));
        }
        return order.compare(a, b);
    }

    /** The nearest version above this one in which it is fixed. */
    Optional<String> fixAbove(String version, VersionOrder order) {
        return of(Event.Kind.FIXED)
                .map(Event::version)
                .filter(fixed -> compare(fixed, version, order) > 0)
                .min(order);
    }

    /** All versions in which it was fixed, of whatever line. */
    Stream<String> fixes() {
        return of(Event.Kind.FIXED).map(Event::version);
    }

    private Stream<Event> of(Event.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind);
    }

    /** As a person says it: {@code from 2.34, fixed in 2.39}. */
    String told(VersionOrder order) {
        List<String> words = sorted(order).stream().map(Range::told).toList();
        return String.join(", ", words);
    }

    private static String told(Event event) {
        return switch (event.kind()) {
            case INTRODUCED -> event.version().equals("0") ? "from the first on" : "from " + event.version();
            case FIXED -> "fixed in " + event.version();
            case LAST_AFFECTED -> "to " + event.version();
            case LIMIT -> "known before " + event.version();
        };
    }
}
