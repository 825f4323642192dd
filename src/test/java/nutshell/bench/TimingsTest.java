package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingsTest {

    @Test
    void tells_the_least_the_median_and_the_ninety_fifth_percentile_in_milliseconds() {
        Timings timings = millis(LongStream.rangeClosed(1, 101).toArray());

        assertEquals(101, timings.n());
        assertEquals(1, timings.min());
        assertEquals(51, timings.median());
        assertEquals(96, timings.percentile(95));
    }

    @Test
    void does_not_mind_the_order() {
        assertEquals(2, millis(3, 1, 2).median());
    }

    @Test
    void takes_the_mean_of_the_two_in_the_middle() {
        assertEquals(2.5, millis(1, 2, 3, 100).median());
    }

    @Test
    void makes_do_with_one_measurement() {
        Timings one = millis(7);

        assertEquals(7, one.min());
        assertEquals(7, one.median());
        assertEquals(7, one.percentile(95));
    }

    @Test
    void refuses_to_make_a_figure_of_nothing() {
        assertThrows(IllegalArgumentException.class, () -> new Timings(List.of()));
    }

    private static Timings millis(long... millis) {
        return new Timings(
                LongStream.of(millis).map(ms -> ms * 1_000_000).boxed().toList());
    }
}
