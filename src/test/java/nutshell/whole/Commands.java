package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Other programs, run for a limited time, their output in files so that nobody waits for a pipe. */
final class Commands {

    private static final int LIMIT_SECONDS = 60;

    private Commands() {}

    /** How a program ended, and what it wrote. */
    record Result(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        /** Insists on status 0. */
        Result wellDone() {
            assertTrue(status == 0, "exit " + status + "\n" + out + err);
            return this;
        }
    }

    static Result run(String... command) {
        return run("", System.getenv(), List.of(command));
    }

    static Result run(String input, Map<String, String> environment, List<String> command) {
        return run(input, environment, command, LIMIT_SECONDS);
    }

    static Result run(String input, Map<String, String> environment, List<String> command, int limitSeconds) {
        try {
            Path in = Files.createTempFile("nutshell", "in");
            Path out = Files.createTempFile("nutshell", "out");
            Path err = Files.createTempFile("nutshell", "err");
            try {
                Files.writeString(in, input);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().clear();
                builder.environment().putAll(environment);
                int status = await(builder.start(), command, limitSeconds);
                return new Result(status, Files.readString(out), Files.readString(err));
            } finally {
                for (Path file : List.of(in, out, err)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process, List<String> command, int limitSeconds) {
        try {
            if (process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(command + " did not end within " + limitSeconds + " s");
    }

    /** Skips the test where a program is not installed. */
    static void need(String... programs) {
        for (String program : programs) {
            assumeTrue(run("sh", "-c", "command -v " + program).status() == 0, program + " is not installed");
        }
    }
}
