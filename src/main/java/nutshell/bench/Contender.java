package nutshell.bench;

/**
 * Someone who does a work once, as often as asked.
 *
 * @param us whether it is Nutshell itself, with whom the others at the same work are compared
 * @param every takes its turn in each so many rounds: who needs half a second does not have to need it two hundred times
 */
record Contender(String work, String who, boolean us, int every, Attempt attempt) {

    /** One doing of the work; measures itself, because some of what it does is tidying up afterwards. */
    interface Attempt {
        long nanos();
    }

    /** A contender of whom everything counts. */
    static Contender timed(String work, String who, boolean us, Runnable act) {
        return measured(work, who, us, () -> {
            long before = System.nanoTime();
            act.run();
            return System.nanoTime() - before;
        });
    }

    static Contender measured(String work, String who, boolean us, Attempt attempt) {
        return new Contender(work, who, us, 1, attempt);
    }

    Contender onceIn(int rounds) {
        return new Contender(work, who, us, rounds, attempt);
    }
}
