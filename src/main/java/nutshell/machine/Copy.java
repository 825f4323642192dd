package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;

/** A running machine of a mould; it ends with this program. */
public record Copy(Path place, Process qemu) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> ANSWERS = List.of("awake", "mended", "stateless");
    private static final int PAUSE_MILLIS = 20;

    /** QEMU makes its sockets before it does anything else. */
    private Path socket(String name) throws IOException {
        Path socket = place.resolve(name);
        for (long end = System.nanoTime() + LIMIT.toNanos(); !Files.exists(socket); pause()) {
            if (!qemu.isAlive() || System.nanoTime() > end) {
                String said = qemu.isAlive()
                        ? ""
                        : new String(qemu.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                throw new IOException("QEMU does not start: " + Lines.last(said, 3));
            }
        }
        return socket;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitReady(Duration limit) throws IOException {
        try (Conversation guest = Conversation.with(socket("wire"))) {
            if (guest.hear("ready"::equals, limit, qemu::isAlive).isEmpty()) {
                throw new IOException("it ended or hung while it booted: " + console());
            }
        }
    }

    private String console() throws IOException {
        Path log = place.resolve("console");
        return Files.exists(log)
                ? Lines.last(Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1), 20)
                : "";
    }

    void writeState(Path file) throws IOException {
        try (Qmp qmp = Qmp.of(socket("control"))) {
            qmp.writeState(file);
            qmp.quit();
        }
        await();
    }

    /** Goes on from there, then sets the clock and mounts the disk with the learner's progress. */
    void readState(Path file) throws IOException {
        try (Qmp qmp = Qmp.of(socket("control"))) {
            qmp.readState(file);
        }
        try (Conversation guest = Conversation.with(socket("wire"))) {
            guest.say("wake " + Instant.now().getEpochSecond());
            Optional<String> answer = guest.hear(ANSWERS::contains, LIMIT, qemu::isAlive);
            if (answer.isEmpty()) {
                throw Refusal.failed("the lab machine does not wake up: " + console(), "reset it");
            }
        }
    }

    public boolean isUp() {
        return qemu.isAlive();
    }

    private void await() {
        try {
            if (!qemu.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                qemu.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            qemu.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Its sockets go too; the disk with the progress stays for the next one at this place. */
    @Override
    public void close() {
        qemu.destroyForcibly();
        await();
        try {
            for (String name : List.of("wire", "control", "console")) {
                Files.deleteIfExists(place.resolve(name));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
