package nutshell.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nutshell.refusals.Refusal;

/** A program on a terminal that script(1) makes: what it shows can be read, and it can be typed to. */
final class Pseudoterminal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final String program;
    private final long begun;
    private final Process process;

    Pseudoterminal(String program, Map<String, String> environment) {
        this.program = program;
        // A terminal without a size would have the prompt shortened to nothing.
        String line = "stty cols 100 rows 30; exec '" + program.replace("'", "'\\''") + "'";
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm-256color");
        this.begun = System.nanoTime();
        this.process = start(builder);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            String name = builder.command().get(0);
            throw Refusal.machine(name + " cannot be started: is it installed?", "apt-get install bsdutils");
        }
    }

    /** How long it took from the start until this stood on the screen. */
    long nanosUntil(String shown) {
        CompletableFuture<Long> seen = CompletableFuture.supplyAsync(() -> readUntil(shown));
        try {
            return seen.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw Refusal.failed(
                    "%s did not show '%s' within %d s".formatted(program, shown, PATIENCE_SECONDS), program);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "nutshell bench");
        }
    }

    private long readUntil(String shown) {
        StringBuilder screen = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            InputStream output = process.getInputStream();
            while (screen.indexOf(shown) < 0) {
                int count = output.read(buffer);
                if (count < 0) {
                    throw new IOException("it ended");
                }
                screen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
            return System.nanoTime() - begun;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has left by itself.
        }
    }

    /** The program itself: script(1) starts it through a shell that becomes it. */
    long pid() {
        return process.descendants()
                .map(ProcessHandle::pid)
                .max(Comparator.comparingDouble(pid -> Memory.of(pid).rss()))
                .orElseThrow(() -> Refusal.failed(program + " has ended", program));
    }

    /** Waits until it has left; one that does not is ended. */
    @Override
    public void close() {
        try (InputStream rest = process.getInputStream()) {
            CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> drain(rest));
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            drained.join();
        } catch (IOException e) {
            // It has ended, and that was all we waited for.
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(InputStream rest) {
        try {
            rest.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Its end closes the stream.
        }
    }
}
