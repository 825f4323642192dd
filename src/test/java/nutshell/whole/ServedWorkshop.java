package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code nutshell serve} as an instructor starts it, and what it told them. */
final class ServedWorkshop implements AutoCloseable {

    private final Process process;
    private final List<String> told = new ArrayList<>();

    /** With rooms on this machine. */
    ServedWorkshop(WholeProgram program, String... more) {
        this(program, List.of("--machines", "here", "--on-this-machine"), List.of(more));
    }

    /** With lab machines: they are made from the images of the person's own cache. */
    static ServedWorkshop of(WholeProgram program, String machines) {
        return new ServedWorkshop(program, List.of("--machines", machines), List.of("--seats", "2"));
    }

    private ServedWorkshop(WholeProgram program, List<String> machines, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
        arguments.addAll(machines);
        arguments.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(program.command(arguments.toArray(String[]::new)))
                .redirectError(program.directory().resolve("serve.err").toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        if (!machines.contains("here")) {
            program.borrowImages();
        }
        try {
            this.process = builder.start();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (line.startsWith("Ctrl-C")) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("serve ended: " + told);
    }

    private String after(String head) {
        return told.stream()
                .filter(line -> line.startsWith(head))
                .map(line -> line.substring(head.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    String page() {
        return after("attendees");
    }

    String code() {
        return after("  code");
    }

    /** With the secret behind it. */
    String board() {
        return after("your board");
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "serve did not end within 30 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
