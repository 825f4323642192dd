package nutshell.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import nutshell.refusals.Refusal;

/**
 * Lets contenders take turns, so that whatever else the machine does meets all of them alike. Each round has another
 * order: the kernel takes down a network namespace after its container has gone, at the cost of whoever comes next.
 */
final class Race {

    private final List<Lane> lanes;
    private final List<String> remarks = new ArrayList<>();
    private final Random order = new Random(1);

    /** A contender and what it has taken so far. */
    private record Lane(Contender contender, List<Long> nanos) {
        Timings timings() {
            return new Timings(nanos);
        }
    }

    Race(List<Contender> contenders) {
        this.lanes = new ArrayList<>(contenders.stream()
                .map(contender -> new Lane(contender, new ArrayList<>()))
                .toList());
    }

    /** Goes round untimed, {@code warmUps} times for us and once for each peer, and then timed. */
    List<Row> run(int warmUps, int rounds) {
        lanes.removeIf(lane -> !warmedUp(lane.contender(), warmUps));
        List<Lane> turns = new ArrayList<>(lanes);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(turns, order);
            for (Lane lane : turns) {
                if (round % lane.contender().every() == 0) {
                    lane.nanos().add(lane.contender().attempt().nanos());
                }
            }
        }
        return lanes.stream().map(this::row).toList();
    }

    /** Who could not take part, and why. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** A peer that fails is told of and left out; we must not fail. */
    private boolean warmedUp(Contender contender, int warmUps) {
        try {
            for (int i = 0; i < (contender.us() ? warmUps : 1); i++) {
                contender.attempt().nanos();
            }
            return true;
        } catch (Refusal e) {
            if (contender.us()) {
                throw e;
            }
            remarks.add("%s: not measured, %s".formatted(contender.who(), e.getMessage()));
            return false;
        }
    }

    private Row row(Lane lane) {
        Contender contender = lane.contender();
        Timings timings = lane.timings();
        double ratio = timings.median() / ours(contender.work()).median();
        return new Row(contender.work(), contender.who(), timings, ratio);
    }

    private Timings ours(String work) {
        return lanes.stream()
                .filter(lane -> lane.contender().us() && lane.contender().work().equals(work))
                .findFirst()
                .orElseThrow()
                .timings();
    }
}
