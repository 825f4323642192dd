package nutshell.serve;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final AtomicLong clock = new AtomicLong();
    private final Attempts attempts = new Attempts(clock::get);

    private void wrong(String from, int times) {
        IntStream.range(0, times).forEach(i -> attempts.wrong(from));
    }

    @Test
    void has_who_guesses_wait_and_nobody_else() {
        wrong("10.0.0.1", 9);
        assertTrue(attempts.allowed("10.0.0.1"));
        wrong("10.0.0.1", 1);
        assertFalse(attempts.allowed("10.0.0.1"));
        assertTrue(attempts.allowed("10.0.0.2"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertTrue(attempts.allowed("10.0.0.1"));
    }

    @Test
    void has_everybody_wait_when_many_guess() {
        IntStream.range(0, 200).forEach(i -> attempts.wrong("10.0.1." + i));
        assertFalse(attempts.allowed("10.0.0.2"));
        clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertTrue(attempts.allowed("10.0.0.2"));
    }
}
