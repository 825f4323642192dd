package nutshell.drift;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenFiles;

/** A watch on a thread of its own, in force from {@link #begin} until it is closed or the container has ended. */
public final class Guard implements AutoCloseable {

    private final OpenFiles files;
    private final int[] stop;
    private final Thread thread;
    /** Told elsewhere: whoever prints may have to wait, and the watch must not. */
    private final BlockingQueue<Finding> news = new LinkedBlockingQueue<>();

    private final Findings findings = new Findings(news::add);
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final CompletableFuture<Report> ended = new CompletableFuture<>();

    /**
     * What is to be done.
     *
     * @param profile in place of the image
     * @param blocks whether to deny, or only to tell
     */
    public record Order(Target target, Optional<Profile> profile, boolean blocks) {}

    private Guard(Order order, Kernel kernel) {
        this.files = kernel.openFiles();
        this.stop = files.pipe();
        this.thread = new Thread(() -> watch(order, kernel), "drift");
        thread.setDaemon(true);
    }

    /** Returns once the watch is in force; the kernel's refusals are thrown. */
    public static Guard begin(Order order, Kernel kernel) {
        Guard guard = new Guard(order, kernel);
        guard.thread.start();
        try {
            guard.begun.join();
            return guard;
        } catch (CompletionException e) {
            guard.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void watch(Order order, Kernel kernel) {
        try (Watch watch = new Watch(order, kernel, findings)) {
            begun.complete(true);
            watch.until(stop[0]);
            ended.complete(watch.report());
        } catch (RuntimeException e) {
            begun.completeExceptionally(e);
            ended.completeExceptionally(e);
        }
    }

    public boolean lives() {
        return thread.isAlive();
    }

    /** The next thing that was found, or nothing for so long. */
    public Optional<Finding> next(Duration longest) {
        try {
            return Optional.ofNullable(news.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Ends the watch, unless it has ended, and returns what came of it. */
    public Report end() {
        close();
        try {
            return ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public synchronized void close() {
        if (stop[1] < 0) {
            return;
        }
        files.close(stop[1]);
        stop[1] = -1;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.close(stop[0]);
    }
}
