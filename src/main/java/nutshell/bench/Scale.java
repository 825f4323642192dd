package nutshell.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import nutshell.container.Step;

/**
 * Very many containers, at once and one after another: what there is of ours before, meanwhile and afterwards.
 *
 * @param alive how many at once
 * @param series how many one after another
 */
public record Scale(int alive, int series) {

    public static final Scale USUAL = new Scale(1_000, 10_000);

    /** In so many parts, after each of which is looked. */
    private static final int PARTS = 4;

    private static final long SETTLING_NANOS = 500_000_000;

    ScaleFigures run(Stage stage, int warmUps, Consumer<String> progress) {
        List<Step> steps = ContainerWork.withGroup(stage);
        for (int i = 0; i < warmUps; i++) {
            stage.madeRunAndGone(steps);
        }
        ScaleFigures.Course atOnce = atOnce(stage, progress);
        List<Row> rows = new ArrayList<>();
        ScaleFigures.Course inSeries = inSeries(stage, steps, rows, progress);
        return new ScaleFigures(rows, List.of(atOnce, inSeries));
    }

    private ScaleFigures.Course atOnce(Stage stage, Consumer<String> progress) {
        List<Reading> during = new ArrayList<>();
        Reading before = settled(stage, 0);
        try (IdleContainers idle = new IdleContainers(stage)) {
            for (int part = 1; part <= PARTS; part++) {
                int count = alive * part / PARTS;
                idle.upTo(count);
                progress.accept("%d containers alive".formatted(count));
                during.add(settled(stage, count));
            }
        }
        return new ScaleFigures.Course("alive at once", before, during, settled(stage, 0));
    }

    private ScaleFigures.Course inSeries(Stage stage, List<Step> steps, List<Row> rows, Consumer<String> progress) {
        List<Reading> during = new ArrayList<>();
        List<Timings> timings = new ArrayList<>();
        Reading before = settled(stage, 0);
        int done = 0;
        for (int part = 1; part <= PARTS; part++) {
            List<Long> nanos = new ArrayList<>();
            for (; done < series * part / PARTS; done++) {
                long begun = System.nanoTime();
                stage.madeRunAndGone(steps);
                nanos.add(System.nanoTime() - begun);
            }
            progress.accept("%d containers made, run and gone".formatted(done));
            timings.add(new Timings(nanos));
            during.add(settled(stage, done));
        }
        Timings first = timings.get(0);
        for (int part = 0; part < PARTS; part++) {
            String who = "nutshell, quarter %d of %d".formatted(part + 1, series);
            Timings these = timings.get(part);
            rows.add(new Row("scale", who, these, these.median() / first.median()));
        }
        Reading last = during.remove(during.size() - 1);
        return new ScaleFigures.Course("one after another", before, during, last);
    }

    /** The kernel takes threads and namespaces down a while after they have ended. */
    private static Reading settled(Stage stage, int containers) {
        System.gc();
        LockSupport.parkNanos(SETTLING_NANOS);
        return Reading.now(stage.session().id(), containers);
    }
}
