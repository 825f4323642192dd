package nutshell.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nutshell.refusals.Refusal;

/** One of the recipe's scripts at work: told step by step, and ended with us, also when we are killed. */
record Script(Path file, Progress progress) {

    private static final int LINES_KEPT = 40;

    /** Runs it to its end; the remedy is for whoever reads that it failed. */
    void run(String what, String remedy, List<String> arguments) {
        // The script watches its standard input, a pipe that closes with us, and then ends its own process group.
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", "sh", file.toString()));
        command.addAll(arguments);
        Deque<String> last = new ArrayDeque<>();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                said.lines().forEach(line -> hear(Lines.printable(line), last));
                if (process.waitFor() != 0) {
                    throw Refusal.failed(what + " failed: " + String.join("\n", last), remedy);
                }
            } finally {
                process.getOutputStream().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed(what + " was interrupted", "try again");
        }
    }

    private void hear(String line, Deque<String> last) {
        if (line.startsWith("step: ")) {
            progress.step(line.substring("step: ".length()));
        } else if (line.startsWith("I: ")) {
            progress.step("  " + line.substring("I: ".length()));
        }
        last.addLast(line);
        if (last.size() > LINES_KEPT) {
            last.removeFirst();
        }
    }
}
