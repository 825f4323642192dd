package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Scripts found before the programs they are called after: each counts its steps, and stops for good at one, to be killed there. */
final class StandIns {

    /** In the environment of all that is started, and of what comes of it. */
    private static final String STEPS = "NUTSHELL_TEST_STEPS";

    private static final String STOP = "NUTSHELL_TEST_STOP";

    /** Of a pipeline's programs more than one may come there. */
    private static final String STEP = """
            #!/bin/sh
            step() {
                echo "$*" >>"$NUTSHELL_TEST_STEPS"
                [ "${NUTSHELL_TEST_STOP:-0}" -eq 0 ] ||
                    [ "$(wc -l <"$NUTSHELL_TEST_STEPS")" -lt "$NUTSHELL_TEST_STOP" ] || sleep 300
            }
            """;

    private final WholeProgram program;
    private final Path steps;
    private final Path directory;
    private int killed;

    StandIns(WholeProgram program) throws IOException {
        this.program = program;
        this.steps = Files.createFile(program.directory().resolve("steps"));
        this.directory = Files.createDirectory(program.directory().resolve("stand-ins"));
    }

    Path directory() {
        return directory;
    }

    /** Takes lines of sh(1), in which {@code step NAME} is a step. */
    void add(String name, String lines) throws IOException {
        executable(Files.writeString(directory.resolve(name), STEP + lines));
    }

    static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A file beside the steps, which some stand-ins look at. */
    Path beside(String suffix) {
        return Path.of(steps + "." + suffix);
    }

    /** Counts from the first step again. */
    void begin() throws IOException {
        Files.writeString(steps, "");
    }

    /** What was done since {@link #begin}. */
    List<String> steps() throws IOException {
        return Files.readAllLines(steps);
    }

    Map<String, String> undisturbed() {
        return environment(0);
    }

    private Map<String, String> environment(int stop) {
        Map<String, String> environment = program.environment();
        environment.put("PATH", directory + ":" + environment.get("PATH"));
        environment.put(STEPS, steps.toString());
        environment.put(STOP, "" + stop);
        return environment;
    }

    /** What is tried at a step, counted from 1; the last takes its name and how many were tried before. */
    interface Trial {
        void run(int stop, String name, int before) throws Exception;
    }

    /** Tries the steps, in an order that is always the same, as long as there is time; how many times it killed. */
    int sweep(long seconds, List<String> all, Trial trial) throws Exception {
        List<Integer> stops =
                new ArrayList<>(IntStream.rangeClosed(1, all.size()).boxed().toList());
        Collections.shuffle(stops, new Random(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int tried = 0;
        for (int stop : stops) {
            if (System.nanoTime() > end) {
                break;
            }
            trial.run(stop, "killed at step " + stop + ", " + all.get(stop - 1), tried++);
        }
        assertTrue(killed > 0);
        return killed;
    }

    /** The process group, as a terminal's end or a batch system would; what left it goes on. */
    void killAt(int stop, List<String> command) throws IOException, InterruptedException {
        begin();
        List<String> line = new ArrayList<>(List.of("setsid", "--wait"));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(program.directory().resolve("killed.err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(stop));
        Process started = builder.start();
        while (steps().size() < stop) {
            assertTrue(started.isAlive(), "it never came to step " + stop);
            LockSupport.parkNanos(5_000_000);
        }
        if (Commands.run("kill", "-KILL", "--", "-" + started.pid()).status() == 0) {
            killed++; // else its last step was that of a program in the background, and it was done by then
        }
        Files.writeString(beside("killed"), "");
        assertTrue(started.waitFor(10, TimeUnit.SECONDS));
    }

    /** All that carries our environment and whose command line is like this, its words apart by a null character. */
    List<String> running(Predicate<String> like) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                String words = text(process.resolve("cmdline"));
                if (text(process.resolve("environ")).contains(STEPS + "=" + steps) && like.test(words)) {
                    found.add(process.getFileName() + " " + words.replace('\0', ' '));
                }
            }
        }
        return found;
    }

    /** Empty for a process that has ended. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
