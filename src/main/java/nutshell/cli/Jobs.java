package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nutshell.container.Child;
import nutshell.container.Words;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Printable;

/** Programs that run beside the prompt, or stand still; numbered as in a shell. */
public final class Jobs {

    private final Map<Integer, Job> jobs = new TreeMap<>();

    /** One of them. */
    public static final class Job {
        private final int number;
        private final Child child;
        private volatile boolean stopped;

        private Job(int number, Child child, boolean stopped) {
            this.number = number;
            this.child = child;
            this.stopped = stopped;
        }

        public int number() {
            return number;
        }

        public Child child() {
            return child;
        }

        public boolean stopped() {
            return stopped;
        }

        public void resumed() {
            stopped = false;
        }

        @Override
        public String toString() {
            String state = child.end().map(Jobs::ended).orElse(stopped ? "stopped" : "running");
            return "[%d] %-10s %6d  %s"
                    .formatted(number, state, child.pid(), Printable.text(Words.join(child.command())));
        }
    }

    /** How an end is told. */
    public static String ended(WaitStatus status) {
        if (status.signalled()) {
            return "killed by signal " + status.signal();
        }
        return status.shellStatus() == 0 ? "done" : "exit " + status.shellStatus();
    }

    /** Adds a running program and waits for its end on a thread of its own. */
    public synchronized Job background(Child child) {
        Job job = add(child, false);
        Thread waiter = new Thread(child::await, "waits for " + child.pid());
        waiter.setDaemon(true);
        waiter.start();
        return job;
    }

    public synchronized Job stopped(Child child) {
        Optional<Job> known =
                jobs.values().stream().filter(job -> job.child == child).findFirst();
        known.ifPresent(job -> job.stopped = true);
        return known.orElseGet(() -> add(child, true));
    }

    private Job add(Child child, boolean stopped) {
        int number = jobs.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        Job job = new Job(number, child, stopped);
        jobs.put(number, job);
        return job;
    }

    public synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Those that have ended since this was last asked; they are forgotten with it. */
    public synchronized List<Job> ended() {
        List<Job> ended = new ArrayList<>(jobs.values().stream()
                .filter(job -> job.child.end().isPresent())
                .toList());
        ended.forEach(job -> jobs.remove(job.number));
        return ended;
    }

    public synchronized void forget(Job job) {
        jobs.remove(job.number);
    }
}
