package nutshell.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nutshell.container.Session;
import nutshell.drift.Guard;
import nutshell.drift.Profile;
import nutshell.drift.Report;
import nutshell.drift.Target;
import nutshell.evidence.Subject;
import nutshell.kernel.Kernel;
import nutshell.kernel.SyscallEvent;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One run of {@code drift watch} or {@code drift block}: until its time is over, Ctrl-C, or the container's end. */
final class DriftRun {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LAST_WORDS_SECONDS = 5;

    @Option(names = "--profile", paramLabel = "FILE", description = "what drift learn wrote, in place of the image")
    private @Nullable Path profile;

    @Option(names = "--seconds", paramLabel = "N", description = "for so long; else until Ctrl-C")
    private int seconds = -1;

    @Option(names = "--json", description = "one JSON document, at the end")
    private boolean json;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean interrupted;

    static Target target(String word) {
        Subject subject = Subject.parse(word);
        return new Target(subject.name(), subject.process().path());
    }

    int guard(String word, boolean blocks) {
        Guard.Order order = new Guard.Order(
                target(word),
                Optional.ofNullable(profile).map(path -> Profile.parse(path.toString(), TextFiles.lines(path))),
                blocks);
        // Ctrl-C ends the program through here: what was found is told before.
        Runtime.getRuntime().addShutdownHook(new Thread(this::sayLastWords, "last words"));
        try (Session session = Sessions.open(false)) {
            guard(order, session);
            return 0;
        } finally {
            finished.countDown();
        }
    }

    private void guard(Guard.Order order, Session session) {
        Kernel kernel = Kernel.ofThisMachine(session.trace(), SyscallEvent.Actor.HOST);
        kernel.warmUp();
        Optional<String> memory;
        DriftPage page = new DriftPage(Colors.forTerminal(TextFiles.isTerminal(1)));
        Report report;
        try (Guard guard = Guard.begin(order, kernel)) {
            memory = order.blocks()
                    ? session.preparations()
                            .forbidExecutableMemory(order.target().proc())
                    : Optional.of("watch changes nothing");
            System.err.println(page.begun(order));
            follow(guard, page);
            report = guard.end();
            drain(guard, page);
        }
        if (json) {
            System.out.println(Json.document(DriftPage.json(report, memory)));
        } else {
            page.summary(report, memory).forEach(System.out::println);
        }
    }

    private void follow(Guard guard, DriftPage page) {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (guard.lives() && !interrupted && (seconds < 0 || System.nanoTime() < deadline)) {
            guard.next(PAUSE).filter(finding -> !json).map(page::line).ifPresent(System.out::println);
        }
    }

    private void drain(Guard guard, DriftPage page) {
        Optional<String> line = guard.next(Duration.ZERO).map(page::line);
        while (line.isPresent()) {
            line.filter(text -> !json).ifPresent(System.out::println);
            line = guard.next(Duration.ZERO).map(page::line);
        }
    }

    private void sayLastWords() {
        interrupted = true;
        try {
            if (!finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                throw Refusal.failed("the watch does not end", "kill -9; whoever waits is let through");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
