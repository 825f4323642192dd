package nutshell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import nutshell.bench.Contender.Sample;
import nutshell.refusals.Refusal;

/** Lets contenders take turns, so that whatever else the machine does meets all of them alike. */
final class Race {

    private final List<Lane> lanes;
    private final List<String> remarks = new ArrayList<>();

    /** A contender and what it has done so far. */
    private record Lane(Contender contender, List<Sample> samples) {
        Timings timings() {
            return new Timings(samples.stream().map(Sample::nanos).toList());
        }

        OptionalDouble memory() {
            double[] known = samples.stream()
                    .flatMapToDouble(sample -> sample.memoryMib().stream())
                    .sorted()
                    .toArray();
            return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(known[known.length / 2]);
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
        for (int round = 0; round < rounds; round++) {
            lanes.forEach(lane -> lane.samples().add(lane.contender().attempt().once()));
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
                contender.attempt().once();
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
        return new Row(contender.work(), contender.who(), timings, ratio, lane.memory());
    }

    private Timings ours(String work) {
        return lanes.stream()
                .filter(lane -> lane.contender().us() && lane.contender().work().equals(work))
                .findFirst()
                .orElseThrow()
                .timings();
    }
}
