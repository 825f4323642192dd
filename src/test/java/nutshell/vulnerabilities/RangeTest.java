package nutshell.vulnerabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import nutshell.packages.VersionOrder;
import org.junit.jupiter.api.Test;

/** The evaluation that the OSV schema describes. */
class RangeTest {

    private static Event at(Event.Kind kind, String version) {
        return new Event(kind, version);
    }

    private static boolean affects(Range range, String version) {
        return range.affects(version, VersionOrder.DPKG);
    }

    @Test
    void begins_with_introduced_and_ends_before_fixed() {
        Range range = new Range(List.of(at(Event.Kind.FIXED, "2.0-1"), at(Event.Kind.INTRODUCED, "1.0-1")));

        assertFalse(affects(range, "0.9-1"));
        assertTrue(affects(range, "1.0-1"));
        assertTrue(affects(range, "2.0-1~deb12u1"));
        assertFalse(affects(range, "2.0-1"));
    }

    @Test
    void takes_zero_for_before_everything() {
        Range range = new Range(List.of(at(Event.Kind.INTRODUCED, "0"), at(Event.Kind.FIXED, "1.0-1")));

        assertTrue(affects(range, "0~alpha"));
    }

    @Test
    void may_begin_anew() {
        Range range = new Range(List.of(
                at(Event.Kind.INTRODUCED, "0"),
                at(Event.Kind.FIXED, "1.5"),
                at(Event.Kind.INTRODUCED, "2.0"),
                at(Event.Kind.FIXED, "2.3")));

        assertTrue(affects(range, "1.4"));
        assertFalse(affects(range, "1.7"));
        assertTrue(affects(range, "2.2"));
        assertFalse(affects(range, "2.3"));
        assertEquals(Optional.of("2.3"), range.fixAbove("2.2", VersionOrder.DPKG));
    }

    @Test
    void ends_behind_last_affected() {
        Range range = new Range(List.of(at(Event.Kind.INTRODUCED, "1"), at(Event.Kind.LAST_AFFECTED, "3")));

        assertTrue(affects(range, "3"));
        assertFalse(affects(range, "3.0.1"));
        assertEquals(Optional.empty(), range.fixAbove("2", VersionOrder.DPKG));
    }

    @Test
    void says_nothing_of_versions_at_or_beyond_its_limit() {
        Range range = new Range(List.of(at(Event.Kind.INTRODUCED, "1"), at(Event.Kind.LIMIT, "5")));
        Range open = new Range(List.of(at(Event.Kind.INTRODUCED, "1"), at(Event.Kind.LIMIT, "*")));

        assertTrue(affects(range, "4.9"));
        assertFalse(affects(range, "5"));
        assertTrue(affects(open, "900"));
    }
}
