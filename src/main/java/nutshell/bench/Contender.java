package nutshell.bench;

import java.util.OptionalDouble;

/**
 * Someone who does a work once, as often as asked.
 *
 * @param us whether it is Nutshell itself, with whom the others at the same work are compared
 */
record Contender(String work, String who, boolean us, Attempt attempt) {

    /** One doing of the work; measures itself, because some of what it does is tidying up afterwards. */
    interface Attempt {
        Sample once();
    }

    /** What one attempt took, and the memory it held meanwhile where that was looked at. */
    record Sample(long nanos, OptionalDouble memoryMib) {}

    /** A contender of whom everything counts. */
    static Contender timed(String work, String who, boolean us, Runnable act) {
        return new Contender(work, who, us, () -> {
            long before = System.nanoTime();
            act.run();
            return new Sample(System.nanoTime() - before, OptionalDouble.empty());
        });
    }
}
