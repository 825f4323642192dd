package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The JVM stops its threads by having them fault; a thread that starts a process must be stoppable like any other. */
@Tag("machine")
class SafepointOnTheKernelTest {

    /** Starts processes while another thread has all threads stopped, again and again. */
    static final class Busy {

        private static final int PROCESSES = 20_000;

        /** So many take seven seconds, and minutes where the processor is emulated. */
        private static final Duration LONGEST = Duration.ofSeconds(40);

        private static void draw(SyscallEvent event) {
            if (event.toString().chars().allMatch(Character::isWhitespace)) {
                throw new IllegalStateException("an empty line");
            }
        }

        public static void main(String[] arguments) {
            Thread stopping = new Thread(() -> {
                while (true) {
                    Thread.getAllStackTraces();
                }
            });
            stopping.setDaemon(true);
            stopping.start();
            // What listens to the trace is told in between, and may be anything: this draws a line.
            Processes processes =
                    Kernel.ofThisMachine(Busy::draw, SyscallEvent.Actor.HOST).processes();
            long end = System.nanoTime() + LONGEST.toNanos();
            for (int i = 0; i < PROCESSES && System.nanoTime() < end; i++) {
                processes.carryOut(new ChildList().ownProcessGroup(), true);
            }
        }
    }

    @Test
    void a_thread_may_be_stopped_while_it_starts_a_process() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Busy.class.getName()))
                .inheritIO()
                .start();
        try {
            assertTrue(process.waitFor(100, TimeUnit.SECONDS), "it still runs");
            assertEquals(0, process.exitValue(), "139 is 128 + SIGSEGV");
        } finally {
            process.destroyForcibly();
        }
    }
}
