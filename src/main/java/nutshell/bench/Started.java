package nutshell.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;

/** Programs that are started as a script would, without a terminal, and run to their end. */
final class Started {

    private Started() {}

    /** What it prints is thrown away; it must succeed. */
    static void run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
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

    static void run(String... command) {
        run(Map.of(), List.of(command));
    }

    /** Whether it runs to a good end. */
    static boolean succeeds(String... command) {
        try {
            run(command);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }
}
