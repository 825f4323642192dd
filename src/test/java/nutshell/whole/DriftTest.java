package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watcher over a real engine's container: what is not in its image does not start, and if it dies nothing hangs. */
@Tag("whole")
@Timeout(300)
class DriftTest {

    private static final String IMAGE = "drift:1";
    private static final String BUSYBOX = "/bin/busybox";
    private static final String PLANT = """
            for place in / /mem /data; do busybox cp /bin/busybox $place/sh; done
            busybox printf '#!/bin/busybox sh\\necho ran\\n' >/script; busybox chmod +x /script
            busybox cp /bin/busybox /new; echo more >>/new; busybox mv /new /bin/sleep
            """;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    /** A container of a real engine. */
    private record Subject(String name, Map<String, String> environment, Function<List<String>, Commands.Result> exec) {
        Commands.Result exec(String... command) {
            return exec.apply(List.of(command));
        }

        void requireDenied(String... command) {
            Commands.Result result = exec(command);
            String said = (result.out() + result.err()).toLowerCase(java.util.Locale.ROOT);
            assertTrue(result.status() != 0 && said.contains("operation not permitted"), said);
        }
    }

    @Test
    void blocks_in_a_docker_container() throws Exception {
        try (PrivateDocker docker = PrivateDocker.start()) {
            blocks(docker, "DOCKER_HOST");
        }
    }

    @Test
    void blocks_in_a_podman_container() throws Exception {
        try (PrivatePodman podman = PrivatePodman.start()) {
            blocks(podman, "CONTAINER_HOST");
        }
    }

    private void blocks(PrivateEngine engine, String address) throws Exception {
        engine.busyboxImage(IMAGE);
        List<String> run = new ArrayList<>(List.of("run", "-d"));
        run.addAll(engine.always());
        run.addAll(List.of("--network", "none", "--tmpfs", "/mem:exec", "--volume", "drifting:/data"));
        run.addAll(List.of("--name", "web", IMAGE));
        engine.run(run).wellDone();
        blocks(new Subject(
                engine.word() + ":web", Map.of(address, engine.host()), command -> engine.run(inside(command))));
    }

    private static List<String> inside(List<String> command) {
        List<String> words = new ArrayList<>(List.of("exec", "web"));
        words.addAll(command);
        return words;
    }

    private void blocks(Subject subject) throws Exception {
        Path profile = program.directory().resolve("web.profile");
        subject.exec(BUSYBOX, "sh", "-c", PLANT).wellDone();
        Commands.run(
                        "",
                        environment(subject),
                        program.command("drift", "learn", subject.name(), "--profile", profile + ""))
                .wellDone();
        Set<String> learned = Files.readAllLines(profile).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(66))
                .collect(Collectors.toSet());
        assertTrue(learned.containsAll(Set.of(BUSYBOX, "/bin/sleep")), learned.toString());
        assertFalse(learned.contains("/sh"), "what came later is not of the image");

        deniesAndReports(subject);
        deathOfTheWatcherLetsThrough(subject);
    }

    private void deniesAndReports(Subject subject) throws Exception {
        Path out = program.directory().resolve("report.json");
        Process watcher = begin(subject, out, "--json");
        for (String foreign : List.of("/sh", "/mem/sh", "/data/sh")) {
            subject.requireDenied(foreign, "-c", "echo ran");
        }
        subject.requireDenied("/script");
        subject.requireDenied("/bin/sleep", "0");
        assertEquals(
                "own", subject.exec(BUSYBOX, "echo", "own").wellDone().out().strip());
        assertEquals(
                "ran", subject.exec(BUSYBOX, "sh", "/script").wellDone().out().strip());
        assertEquals("2", memory(subject));

        // As Ctrl-C does it.
        watcher.toHandle().destroy();
        assertTrue(watcher.waitFor(30, TimeUnit.SECONDS));
        JsonNode report = new ObjectMapper().readTree(Files.readString(out));
        assertEquals("nutshell.drift/1", report.path("schema").asText());
        assertEquals(
                Set.of(
                        "/sh not-in-image true",
                        "/mem/sh not-in-image true",
                        "/data/sh not-in-image true",
                        "/script not-in-image true",
                        "/bin/sleep changed true",
                        "/script script false"),
                StreamSupport.stream(report.path("findings").spliterator(), false)
                        .map(found -> found.path("path").asText() + " "
                                + found.path("why").asText() + " "
                                + found.path("denied").asBoolean())
                        .collect(Collectors.toSet()));
        assertTrue(report.path("memfd_denied").asBoolean());
        assertEquals("0", memory(subject), "what the container may is given back");
    }

    private void deathOfTheWatcherLetsThrough(Subject subject) throws Exception {
        Process watcher = begin(subject, program.directory().resolve("killed"));
        subject.requireDenied("/sh", "-c", "echo ran");

        signal(watcher, "STOP");
        CompletableFuture<Commands.Result> waiting =
                CompletableFuture.supplyAsync(() -> subject.exec(BUSYBOX, "echo", "waited"));
        assertThrows(TimeoutException.class, () -> waiting.get(2, TimeUnit.SECONDS), "nobody answers");
        // The host does not wait with it.
        Commands.run("true").wellDone();
        signal(watcher, "KILL");
        assertEquals(
                "waited", waiting.get(20, TimeUnit.SECONDS).wellDone().out().strip());

        assertEquals(
                "ran", subject.exec("/sh", "-c", "echo ran").wellDone().out().strip());
        assertEquals("2", memory(subject), "nobody was left to give it back");
        Commands.run("", environment(subject), program.command("clean")).wellDone();
        assertEquals("0", memory(subject));
    }

    private static void signal(Process watcher, String signal) {
        String all = Stream.concat(Stream.of(watcher.toHandle()), watcher.descendants())
                .map(handle -> Long.toString(handle.pid()))
                .collect(Collectors.joining(" "));
        Commands.run("sh", "-c", "kill -" + signal + " " + all).wellDone();
    }

    private static String memory(Subject subject) {
        return subject.exec(BUSYBOX, "cat", "/proc/sys/vm/memfd_noexec")
                .wellDone()
                .out()
                .strip();
    }

    private Map<String, String> environment(Subject subject) {
        Map<String, String> environment = new LinkedHashMap<>(program.environment());
        environment.putAll(subject.environment());
        return environment;
    }

    /** Returns once the watch is in force. */
    private Process begin(Subject subject, Path out, String... options) throws IOException {
        Path err = Files.createTempFile(program.directory(), "watcher", ".err");
        List<String> words = new ArrayList<>(List.of("drift", "block", subject.name()));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(program.command(words.toArray(String[]::new)))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(subject));
        Process watcher = program.closing(new Ending(builder.start())).process();
        for (int i = 0; i < 600 && !Files.readString(err).contains("blocking in") && watcher.isAlive(); i++) {
            LockSupport.parkNanos(50_000_000);
        }
        assertTrue(Files.readString(err).contains("blocking in " + subject.name()), Files.readString(err));
        return watcher;
    }

    /** Ends with the test, whatever becomes of it. */
    private record Ending(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
