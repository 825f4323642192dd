package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A shell that is fed line by line and answers each in JSON: {@code shell --batch --json} behind two pipes. */
final class LiveShell implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 40;

    private final Process process;
    private final Writer input;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();

    LiveShell(WholeProgram program, String... options) throws IOException {
        List<String> command = new ArrayList<>(program.command("shell", "--batch", "--json"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(program.directory().resolve("live.err").toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        this.process = builder.start();
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(
                () -> {
                    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                        lines.lines().forEach(answers::add);
                    } catch (IOException | UncheckedIOException e) {
                        // It was killed.
                    }
                },
                "reads answers");
        reader.setDaemon(true);
        reader.start();
    }

    long pid() {
        return process.pid();
    }

    /** Types a line and returns its object. */
    JsonNode type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("no answer to '" + line + "' within " + PATIENCE_SECONDS + " s");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Types a line that must be carried out. */
    JsonNode done(String line) {
        JsonNode answer = type(line);
        assertTrue(answer.get("ok").asBoolean(), answer.toString());
        return answer;
    }

    /** What a line has to say. */
    String output(String line) {
        return done(line).get("output").asText();
    }

    /** Starts a program beside the shell and returns its number. */
    long background(String line) {
        return Long.parseLong(output("exec " + line + " &").replaceAll("^\\[[0-9]+] ", ""));
    }

    /** Ends it as no program can prevent. */
    void kill() {
        process.destroyForcibly();
        assertTrue(hasEnded(), "SIGKILL");
    }

    private boolean hasEnded() {
        try {
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Leaves as a script does, at the end of its lines. */
    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            // It is gone already.
        }
        if (!hasEnded()) {
            kill();
            throw new AssertionError("the shell did not end with its input");
        }
    }
}
