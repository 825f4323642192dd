package nutshell.evidence.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** {@code podman inspect}, for where no service listens. */
record PodmanProgram(String program, Duration patience) {

    private static final int MOST_BYTES = 8 << 20;

    boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Empty where podman knows no such container. */
    Optional<JsonNode> inspect(String name) {
        try {
            Process podman = new ProcessBuilder(program, "inspect", "--type", "container", "--", name)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            podman.getOutputStream().close();
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(podman));
            if (!podman.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                podman.destroyForcibly();
                throw Refusal.machine(
                        "podman inspect did not end within " + patience.toSeconds() + " s",
                        "podman ps; does it hang too?");
            }
            return podman.exitValue() == 0 ? document(output.join()) : Optional.empty();
        } catch (IOException e) {
            throw Refusal.machine(
                    "podman cannot be started: " + Printable.text(e.getMessage(), 200), "apt-get install podman");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted while podman inspect ran", "try again");
        }
    }

    private static byte[] read(Process podman) {
        try {
            return podman.getInputStream().readNBytes(MOST_BYTES);
        } catch (IOException e) {
            // Killed meanwhile: there is nothing to parse.
            return new byte[0];
        }
    }

    private static Optional<JsonNode> document(byte[] output) {
        try {
            return Optional.of(new ObjectMapper()
                    .readTree(new String(output, StandardCharsets.UTF_8))
                    .path(0));
        } catch (JsonProcessingException e) {
            throw Refusal.machine("podman inspect did not print JSON", "podman inspect; podman --version");
        }
    }
}
