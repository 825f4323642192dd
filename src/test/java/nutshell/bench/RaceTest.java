package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class RaceTest {

    private final List<String> turns = new ArrayList<>();

    @Test
    void lets_all_take_turns_after_warming_up() {
        new Race(List.of(runner("us", true, 1), runner("peer", false, 1))).run(2, 2);

        assertEquals(List.of("us", "us", "peer"), turns.subList(0, 3));
        assertEquals(Set.of("us", "peer"), Set.copyOf(turns.subList(3, 5)));
        assertEquals(Set.of("us", "peer"), Set.copyOf(turns.subList(5, 7)));
        assertEquals(7, turns.size());
    }

    @Test
    void lets_nobody_always_come_after_the_same() {
        new Race(List.of(runner("us", true, 1), runner("peer", false, 1))).run(0, 40);

        List<String> firsts = new ArrayList<>();
        for (int i = 1; i < turns.size(); i += 2) {
            firsts.add(turns.get(i));
        }
        assertEquals(Set.of("us", "peer"), Set.copyOf(firsts));
    }

    @Test
    void gives_who_is_slow_fewer_turns() {
        List<Row> rows = new Race(List.of(
                        runner("us", true, 1), runner("slow", false, 100).onceIn(10)))
                .run(1, 25);

        assertEquals(25, rows.get(0).timings().n());
        assertEquals(3, rows.get(1).timings().n());
    }

    @Test
    void divides_a_peers_median_by_ours() {
        List<Row> rows = new Race(List.of(runner("us", true, 2), runner("peer", false, 6))).run(1, 3);

        assertEquals(List.of("us", "peer"), rows.stream().map(Row::who).toList());
        assertEquals(1, rows.get(0).ratioToUs());
        assertEquals(3, rows.get(1).ratioToUs());
        assertEquals(3, rows.get(1).timings().n());
    }

    @Test
    void tells_of_a_peer_that_fails_and_goes_on_without_it() {
        Contender broken = Contender.timed("work", "crun run", false, () -> {
            throw Refusal.failed("crun exited with 1", "look why");
        });
        Race race = new Race(List.of(runner("us", true, 1), broken));

        assertEquals(1, race.run(1, 1).size());
        assertEquals(List.of("crun run: not measured, crun exited with 1"), race.remarks());
    }

    @Test
    void goes_no_further_when_we_fail_ourselves() {
        Contender broken = Contender.timed("work", "nutshell", true, () -> {
            throw Refusal.failed("true exited with 1", "look why");
        });

        assertThrows(Refusal.class, () -> new Race(List.of(broken)).run(1, 1));
    }

    private Contender runner(String who, boolean us, long nanos) {
        return Contender.measured("work", who, us, () -> {
            turns.add(who);
            return nanos;
        });
    }
}
