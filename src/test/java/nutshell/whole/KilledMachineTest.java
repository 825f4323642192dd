package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nutshell.machine.MadeUpImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * {@code vm up}, {@code vm reset} and {@code vm run} killed before, in and after each program they start, and at each step of
 * what stands in for QEMU: the next command finds its way to a machine that is awake, and after {@code vm down} nothing runs.
 * {@code -Dnutshell.machines.seconds=N} gives each more time.
 */
@Tag("whole")
class KilledMachineTest {

    private static final long SECONDS = Long.getLong("nutshell.machines.seconds", 12);

    /** In the environment of all that is started, and what comes of it. */
    private static final String STEPS = "NUTSHELL_TEST_STEPS";

    private static final String STEP = """
            #!/bin/sh
            step() {
                echo "$*" >>"$NUTSHELL_TEST_STEPS"
                [ "${NUTSHELL_TEST_STOP:-0}" -eq 0 ] ||
                    [ "$(wc -l <"$NUTSHELL_TEST_STEPS")" -ne "$NUTSHELL_TEST_STOP" ] || sleep 300
            }
            """;

    private static final Map<String, String> STAND_INS =
            Map.of("mksquashfs", """
            step "before the disk"
            head -c 10000 /dev/zero >"$2"
            step "half the disk"
            head -c 20000 /dev/zero >"$2"
            step "after the disk"
            """, "qemu-img", """
            step "before the memory"
            for file; do case $file in *.qcow2) echo QFI >"$file" ;; esac; done
            step "after the memory"
            """, "ssh-keygen", """
            step "before a key"
            while [ "$1" != -f ]; do shift; done
            echo secret >"$2"
            step "half a key"
            echo public >"$2.pub"
            step "after a key"
            """, "ssh", """
            step "before ssh"
            [ "$(cat "$NUTSHELL_TEST_STEPS.guest")" = awake ] || exit 255
            echo inside
            step "after ssh"
            exit 7
            """);

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private Path steps = Path.of("");
    private Path standIns = Path.of("");
    private Path run = Path.of("");

    @BeforeEach
    void lays_the_stand_ins_out() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("unshare");
        Commands.need("python3");
        steps = program.directory().resolve("steps");
        run = Files.createDirectory(program.directory().resolve("run"));
        standIns = Files.createDirectory(program.directory().resolve("stand-ins"));
        for (Map.Entry<String, String> each : STAND_INS.entrySet()) {
            executable(standIns.resolve(each.getKey()), STEP + each.getValue());
        }
        emulator();
        MadeUpImage.in(program.directory().resolve("home/.cache/nutshell/lab"), WholeProgram.CHECKOUT);
    }

    /** Python under the name by which an emulator is known, which is that of the file that runs. */
    private void emulator() throws IOException {
        Path script = program.directory().resolve("emulator.py");
        try (InputStream in = Objects.requireNonNull(KilledMachineTest.class.getResourceAsStream("emulator.py"))) {
            Files.write(script, in.readAllBytes());
        }
        Path python = Files.createDirectory(standIns.resolve("python")).resolve(MadeUpImage.emulator());
        String itself = "import os, sys; print(os.path.realpath(sys.executable))";
        Files.copy(Path.of(Commands.run("python3", "-c", itself).out().strip()), python);
        executable(python);
        executable(
                standIns.resolve(MadeUpImage.emulator()), "#!/bin/sh\nexec %s %s \"$@\"\n".formatted(python, script));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void ends_the_machine() throws IOException {
        if (Files.exists(standIns)) {
            Files.writeString(Path.of(steps + ".killed"), "");
            vm(0, "down");
        }
    }

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void a_start_that_is_killed_is_ended_and_the_next_one_comes_up() throws Exception {
        sweep(List.of("up"), false);
    }

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void a_reset_that_is_killed_is_brought_to_its_end_by_the_next_start() throws Exception {
        sweep(List.of("reset"), true);
    }

    @Test
    @Timeout(value = 40, unit = TimeUnit.MINUTES)
    void a_program_inside_that_is_killed_with_its_machines_start_runs_the_next_time() throws Exception {
        sweep(List.of("run", "--", "true"), false);
    }

    private void sweep(List<String> command, boolean fromUp) throws Exception {
        List<String> all = stepsOf(command, fromUp);
        List<Integer> stops =
                new ArrayList<>(IntStream.rangeClosed(1, all.size()).boxed().toList());
        Collections.shuffle(stops, new Random(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int killed = 0;
        for (int stop : stops) {
            if (System.nanoTime() > end) {
                break;
            }
            String where = command + " killed at step " + stop + ", " + all.get(stop - 1);
            begin(fromUp);
            killAt(stop, command);
            killed++;
            if (killed % 2 == 0) {
                in(0, program.command("clean")).wellDone();
                assertTrue(fromUp || isUp() || running().isEmpty(), where + " leaves " + running());
            }
            requireWay(where);
        }
        System.out.printf(
                "vm %s: killed %d times, at %d of %d steps; the next command found its way%n",
                command.get(0), killed, killed, all.size());
        assertTrue(killed > 0);
    }

    /** Undisturbed. */
    private List<String> stepsOf(List<String> command, boolean fromUp) throws IOException {
        begin(fromUp);
        Files.writeString(steps, "");
        Commands.Result usual = vm(0, command.toArray(String[]::new));
        assertEquals(command.contains("run") ? 7 : 0, usual.status(), usual.err());
        return Files.readAllLines(steps);
    }

    /** Nothing is there but the image, or a machine is up. */
    private void begin(boolean up) throws IOException {
        Files.deleteIfExists(Path.of(steps + ".killed"));
        Files.writeString(steps, "");
        vm(0, "down").wellDone();
        Commands.run("rm", "-rf", program.directory().resolve("home/.local").toString())
                .wellDone();
        if (up) {
            vm(0, "up").wellDone();
        }
        Files.writeString(steps, "");
    }

    private boolean isUp() throws IOException {
        return vm(0, "status").wellDone().out().contains("up");
    }

    /** Whatever was killed: a program runs inside, its machine can be reset, and after its end nothing is left of it. */
    private void requireWay(String where) throws IOException {
        Commands.Result inside = vm(0, "run", "--", "true");
        assertEquals(7, inside.status(), where + ": " + inside.err());
        assertEquals("inside", inside.out().strip(), where);
        vm(0, "reset").wellDone();
        assertEquals("awake", Files.readString(Path.of(steps + ".guest")), where);
        assertEquals(1, running().size(), where + ": " + running());
        vm(0, "down").wellDone();
        assertEquals(List.of(), running(), where);
        try (Stream<Path> left = Files.list(run.resolve("nutshell/lab"))) {
            assertEquals(
                    List.of("console", "lock"),
                    left.map(path -> path.getFileName().toString()).sorted().toList(),
                    where);
        }
    }

    private Commands.Result vm(int stop, String... words) {
        List<String> line = new ArrayList<>(List.of("vm"));
        line.addAll(List.of(words));
        return in(stop, program.command(line.toArray(String[]::new)));
    }

    private Commands.Result in(int stop, List<String> command) {
        return Commands.run("", environment(stop), apart(command), 60);
    }

    /** In a mount namespace where /run is the test's own: there may be a learner's machine. */
    private List<String> apart(List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", "mount --bind \"$0\" /run; exec \"$@\""));
        line.add(run.toString());
        line.addAll(command);
        return line;
    }

    private Map<String, String> environment(int stop) {
        Map<String, String> environment = program.environment();
        environment.put("PATH", standIns + ":" + environment.get("PATH"));
        environment.put(STEPS, steps.toString());
        environment.put("NUTSHELL_TEST_STOP", "" + stop);
        return environment;
    }

    /** The process group; the emulator has gone to the background, if it was started, and goes on. */
    private void killAt(int stop, List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("vm"));
        words.addAll(command);
        List<String> line = new ArrayList<>(List.of("setsid", "--wait"));
        line.addAll(apart(program.command(words.toArray(String[]::new))));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(program.directory().resolve("killed.err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(stop));
        Process started = builder.start();
        while (Files.readAllLines(steps).size() < stop) {
            assertTrue(started.isAlive(), "it never came to step " + stop);
            LockSupport.parkNanos(5_000_000);
        }
        Commands.run("kill", "-KILL", "--", "-" + started.pid()).wellDone();
        Files.writeString(Path.of(steps + ".killed"), "");
        assertTrue(started.waitFor(10, TimeUnit.SECONDS));
    }

    /** All that carries our environment, once what was killed has ended. */
    private List<String> running() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                if (text(process.resolve("environ")).contains(STEPS + "=" + steps)) {
                    found.add(process.getFileName() + " "
                            + text(process.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
