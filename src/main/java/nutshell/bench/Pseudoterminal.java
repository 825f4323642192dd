package nutshell.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nutshell.refusals.Refusal;

/** A program on a terminal that script(1) makes: what it shows can be read, and it can be typed to. */
final class Pseudoterminal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final double KIB_PER_MIB = 1024;

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

    /** Runs a program to its end without a terminal. */
    static void run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw Refusal.failed(command.get(0) + " exited with " + status, String.join(" ", command));
            }
        } catch (IOException e) {
            throw Refusal.machine(command.get(0) + " is not installed", "install it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "nutshell bench");
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

    /** The largest resident set below script(1): VmRSS of proc(5). */
    OptionalDouble residentMib() {
        return process.descendants()
                .flatMapToDouble(handle -> resident(handle.pid()).stream())
                .max();
    }

    private static OptionalDouble resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
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
