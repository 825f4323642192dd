package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A room full of people, all typing: on this machine alone, for a bounded number of keys. */
@Tag("whole")
class FullWorkshopTest {

    private static final int PEOPLE = Integer.getInteger("people", 30);
    private static final int KEYS = 40;
    private static final long BETWEEN_KEYS_MILLIS = 250;
    private static final long MOST_MICROS = 50_000;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("script", "unshare", "nsenter", "setsid");
    }

    @Test
    @Timeout(600)
    void shows_thirty_people_their_keys_within_fifty_milliseconds() throws Exception {
        ServedWorkshop workshop = program.closing(new ServedWorkshop(program, "--seats", "" + PEOPLE));
        List<Visitor> here = new CopyOnWriteArrayList<>();
        ScheduledExecutorService pages = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> staying = pages.scheduleAtFixedRate(
                () -> here.forEach(person -> person.say("{\"do\":\"here\"}")), 20, 20, TimeUnit.SECONDS);
        ExecutorService hands = Executors.newFixedThreadPool(PEOPLE);
        try {
            long begun = System.nanoTime();
            List<Visitor> people = all(hands, number -> {
                Visitor person = program.closing(new Visitor(workshop));
                assertEquals(
                        200, person.join("Person " + number, workshop.code()).statusCode());
                person.open("/terminal");
                here.add(person);
                person.await("nutshell[", 400);
                return person;
            });
            long ready = (System.nanoTime() - begun) / 1_000_000_000;

            List<List<Long>> echoes = all(hands, number -> typed(people.get(number)));

            List<Long> micros =
                    new ArrayList<>(echoes.stream().flatMap(List::stream).toList());
            Collections.sort(micros);
            System.out.printf(
                    "%d shells after %d s; %d keys: median %.1f ms, p95 %.1f ms, longest %.1f ms%n",
                    PEOPLE,
                    ready,
                    micros.size(),
                    micros.get(micros.size() / 2) / 1000.0,
                    micros.get(micros.size() * 95 / 100) / 1000.0,
                    micros.get(micros.size() - 1) / 1000.0);
            assertEquals(PEOPLE * KEYS, micros.size());
            assertTrue(micros.get(micros.size() / 2) <= MOST_MICROS, "median " + micros.get(micros.size() / 2) + " µs");
        } finally {
            staying.cancel(true);
            pages.shutdownNow();
            hands.shutdownNow();
        }
    }

    private static List<Long> typed(Visitor person) throws InterruptedException {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            Thread.sleep(BETWEEN_KEYS_MILLIS);
            micros.add(person.echo("" + (char) ('a' + i % 26)));
        }
        return micros;
    }

    private interface Work<T> {
        T by(int number) throws Exception;
    }

    private static <T> List<T> all(ExecutorService hands, Work<T> work) throws Exception {
        List<Future<T>> futures = IntStream.range(0, PEOPLE)
                .mapToObj(number -> hands.submit(() -> work.by(number)))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
