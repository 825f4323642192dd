package nutshell.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;

/** A program that a package is made with. */
final class Program {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Program() {}

    /** Runs it to its end; what it says goes to a log, which is named if it fails. */
    static void run(Path log, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw Refusal.failed(command.get(0) + " did not end in " + PATIENCE.toMinutes() + " min", "cat " + log);
            }
            if (process.exitValue() != 0) {
                throw Refusal.failed(
                        "%s ended with %d: %s".formatted(command.get(0), process.exitValue(), firstLine(log)),
                        "cat " + log);
            }
        } catch (IOException e) {
            throw Refusal.machine(command.get(0) + " cannot be started: " + e.getMessage(), "take another JDK");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "./nutshell package");
        }
    }

    private static String firstLine(Path log) throws IOException {
        return Files.readAllLines(log).stream().findFirst().orElse("it said nothing");
    }
}
