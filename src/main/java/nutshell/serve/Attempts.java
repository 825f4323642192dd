package nutshell.serve;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts wrong secrets, by where they come from and all together: who guesses has to wait, others do not. */
public final class Attempts {

    private static final int OF_ONE = 10;
    private static final int OF_ALL = 200;
    private static final int PLACES = 1000;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = new LinkedHashMap<>();
    private Count all;

    /** Takes a clock like {@link System#nanoTime}. */
    public Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.all = new Count(nanoTime.getAsLong(), 0);
    }

    private record Count(long since, int wrong) {
        Count now(long now) {
            return now - since > WINDOW ? new Count(now, 0) : this;
        }

        Count more() {
            return new Count(since, wrong + 1);
        }
    }

    /** Whether one more try from there is looked at. */
    public synchronized boolean allowed(String from) {
        long now = nanoTime.getAsLong();
        all = all.now(now);
        return all.wrong() < OF_ALL
                && counts.getOrDefault(from, new Count(now, 0)).now(now).wrong() < OF_ONE;
    }

    public synchronized void wrong(String from) {
        long now = nanoTime.getAsLong();
        all = all.now(now).more();
        Count count = counts.getOrDefault(from, new Count(now, 0)).now(now).more();
        counts.remove(from);
        counts.put(from, count);
        if (counts.size() > PLACES) {
            counts.remove(counts.keySet().iterator().next());
        }
    }
}
