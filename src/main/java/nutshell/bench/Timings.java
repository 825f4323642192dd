package nutshell.bench;

import java.util.List;

/** How long something took, several times; all figures in milliseconds. */
record Timings(List<Long> nanos) {

    private static final double NANOS_PER_MILLI = 1e6;

    Timings {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("no figure without a measurement");
        }
        nanos = nanos.stream().sorted().toList();
    }

    int n() {
        return nanos.size();
    }

    double min() {
        return nanos.get(0) / NANOS_PER_MILLI;
    }

    /** The middle one, or the mean of the two in the middle. */
    double median() {
        int half = n() / 2;
        return n() % 2 == 1
                ? nanos.get(half) / NANOS_PER_MILLI
                : (nanos.get(half - 1) + nanos.get(half)) / 2.0 / NANOS_PER_MILLI;
    }

    /** The least measurement that at least so many percent do not exceed: the nearest rank. */
    double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * n());
        return nanos.get(Math.max(rank, 1) - 1) / NANOS_PER_MILLI;
    }
}
