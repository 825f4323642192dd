package nutshell.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a short-lived program and keeps the first line of its complaint. */
final class Trial {

    private static final int SECONDS = 5;
    private static final int LONGEST_COMPLAINT = 300;

    private Trial() {}

    static Attempt of(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(Redirect.DISCARD);
            // The complaint is quoted and, here and there, recognised: it must not come translated.
            builder.environment().put("LC_ALL", "C");
            return outcome(command, builder.start());
        } catch (IOException e) {
            return Attempt.refused(command.get(0) + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Attempt.refused(command.get(0) + " was interrupted");
        }
    }

    private static Attempt outcome(List<String> command, Process process) throws InterruptedException {
        CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> complaint(process));
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return Attempt.refused(command.get(0) + " did not end within " + SECONDS + " s");
            }
            return process.exitValue() == 0
                    ? Attempt.WORKED
                    : Attempt.refused(
                            said.completeOnTimeout("", 1, TimeUnit.SECONDS).join());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String complaint(Process process) {
        try (InputStream in = process.getErrorStream()) {
            String text = new String(in.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
