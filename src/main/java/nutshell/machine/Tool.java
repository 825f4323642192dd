package nutshell.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;

/** Other people's programs: which are there, and what came of running one. */
final class Tool {

    /** Debian's package where it is not called as the program is. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("mksquashfs", "squashfs-tools"),
            Map.entry("qemu-system-x86_64", "qemu-system-x86"),
            Map.entry("qemu-system-aarch64", "qemu-system-arm"),
            Map.entry("qemu-img", "qemu-utils"),
            Map.entry("ssh", "openssh-client"),
            Map.entry("ssh-keygen", "openssh-client"),
            Map.entry("sha256sum", "coreutils"),
            Map.entry("xz", "xz-utils"),
            Map.entry("newuidmap", "uidmap"),
            Map.entry("unshare", "util-linux"),
            Map.entry("grub-mkimage", "grub-common"),
            Map.entry("sfdisk", "fdisk"),
            Map.entry("mke2fs", "e2fsprogs"),
            Map.entry("debugfs", "e2fsprogs"));

    /** Programs of the system's administrator, which are not on everybody's PATH. */
    private static final String ALSO = ":/usr/sbin:/sbin";

    private Tool() {}

    /** What came of a program; the output is both streams. */
    record Outcome(int status, String output) {}

    /** Refuses, with what to install, unless all are on the PATH. */
    static void need(String purpose, String... programs) {
        List<String> missing =
                List.of(programs).stream().filter(program -> !onPath(program)).toList();
        if (!missing.isEmpty()) {
            throw Refusal.machine(
                    "%s needs %s".formatted(purpose, String.join(", ", missing)),
                    "apt-get install "
                            + String.join(
                                    " ",
                                    missing.stream()
                                            .map(program -> PACKAGES.getOrDefault(program, program))
                                            .distinct()
                                            .toList()));
        }
    }

    /** The same for a file that is no program. */
    static void needFile(String purpose, Path file, String debianPackage) {
        if (!Files.exists(file)) {
            throw Refusal.machine("%s needs %s".formatted(purpose, file), "apt-get install " + debianPackage);
        }
    }

    static boolean onPath(String program) {
        for (String folder : (System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ALSO).split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Runs to the end or to the limit; whoever overstays is killed and counts as failed. */
    static Outcome run(Duration limit, List<String> command) {
        try {
            Path output = Files.createTempFile("nutshell-tool", ".log");
            try (InputStream log = Files.newInputStream(output)) {
                return outcome(started(command, output), limit, log);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed(command.get(0) + " was interrupted", "try again");
        }
    }

    /** The log has lost its name by the time the program runs: who kills us leaves none. */
    private static Process started(List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Files.delete(output);
        return process;
    }

    private static Outcome outcome(Process process, Duration limit, InputStream log)
            throws IOException, InterruptedException {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String said = new String(log.readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Outcome(ended ? process.exitValue() : 1, ended ? said : said + "not done after " + limit);
    }

    /** Runs until it says the one word or the other, ends, or the limit has passed; then it is killed if it still runs. */
    static boolean says(Duration limit, List<String> command, String hoped, String feared) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(process::destroyForcibly);
            try (BufferedReader said = process.inputReader(StandardCharsets.ISO_8859_1)) {
                return said.lines()
                        .filter(line -> line.contains(hoped) || line.contains(feared))
                        .findFirst()
                        .filter(line -> line.contains(hoped))
                        .isPresent();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs what must succeed. */
    static void must(String what, Duration limit, List<String> command) {
        Outcome outcome = run(limit, command);
        if (outcome.status() != 0) {
            throw Refusal.failed(
                    "%s failed: %s ended with %d: %s"
                            .formatted(what, command.get(0), outcome.status(), Lines.last(outcome.output(), 3)),
                    "look at what it says; df shows whether the disk is full");
        }
    }
}
