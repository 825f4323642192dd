package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nutshell.machine.MadeUpImage;
import org.jspecify.annotations.Nullable;
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

    private @Nullable StandIns laid;
    private Path run = Path.of("");

    @BeforeEach
    void lays_the_stand_ins_out() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("unshare");
        Commands.need("python3");
        run = Files.createDirectory(program.directory().resolve("run"));
        StandIns standIns = new StandIns(program);
        for (Map.Entry<String, String> each : STAND_INS.entrySet()) {
            standIns.add(each.getKey(), each.getValue());
        }
        emulator(standIns.directory());
        MadeUpImage.in(program.directory().resolve("home/.cache/nutshell/lab"), WholeProgram.CHECKOUT);
        laid = standIns;
    }

    private StandIns standIns() {
        return Objects.requireNonNull(laid);
    }

    /** Python under the name by which an emulator is known, which is that of the file that runs. */
    private void emulator(Path standIns) throws IOException {
        Path script = program.directory().resolve("emulator.py");
        try (InputStream in = Objects.requireNonNull(KilledMachineTest.class.getResourceAsStream("emulator.py"))) {
            Files.write(script, in.readAllBytes());
        }
        Path python = Files.createDirectory(standIns.resolve("python")).resolve(MadeUpImage.emulator());
        String itself = "import os, sys; print(os.path.realpath(sys.executable))";
        Files.copy(Path.of(Commands.run("python3", "-c", itself).out().strip()), python);
        StandIns.executable(python);
        StandIns.executable(Files.writeString(
                standIns.resolve(MadeUpImage.emulator()), "#!/bin/sh\nexec %s %s \"$@\"\n".formatted(python, script)));
    }

    @AfterEach
    void ends_the_machine() throws IOException {
        if (laid != null) {
            Files.writeString(standIns().beside("killed"), "");
            vm("down");
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
        int killed = standIns().sweep(SECONDS, all, (stop, step, before) -> {
            String where = command + " " + step;
            begin(fromUp);
            standIns().killAt(stop, apart(program.command(words(command))));
            if (before % 2 == 1) {
                in(program.command("clean")).wellDone();
                assertTrue(fromUp || isUp() || running().isEmpty(), where + " leaves " + running());
            }
            requireWay(where);
        });
        System.out.printf(
                "vm %s: killed %d times, at %d of %d steps; the next command found its way%n",
                command.get(0), killed, killed, all.size());
    }

    /** Undisturbed. */
    private List<String> stepsOf(List<String> command, boolean fromUp) throws IOException {
        begin(fromUp);
        standIns().begin();
        Commands.Result usual = vm(command.toArray(String[]::new));
        assertEquals(command.contains("run") ? 7 : 0, usual.status(), usual.err());
        return standIns().steps();
    }

    /** Nothing is there but the image, or a machine is up. */
    private void begin(boolean up) throws IOException {
        Files.deleteIfExists(standIns().beside("killed"));
        standIns().begin();
        vm("down").wellDone();
        Commands.run("rm", "-rf", program.directory().resolve("home/.local").toString())
                .wellDone();
        if (up) {
            vm("up").wellDone();
        }
        standIns().begin();
    }

    private boolean isUp() throws IOException {
        return vm("status").wellDone().out().contains("up");
    }

    /** Whatever was killed: a program runs inside, its machine can be reset, and after its end nothing is left of it. */
    private void requireWay(String where) throws IOException {
        Commands.Result inside = vm("run", "--", "true");
        assertEquals(7, inside.status(), where + ": " + inside.err());
        assertEquals("inside", inside.out().strip(), where);
        vm("reset").wellDone();
        assertEquals("awake", Files.readString(standIns().beside("guest")), where);
        assertEquals(1, running().size(), where + ": " + running());
        vm("down").wellDone();
        assertEquals(List.of(), running(), where);
        try (Stream<Path> left = Files.list(run.resolve("nutshell/lab"))) {
            assertEquals(
                    List.of("console", "lock"),
                    left.map(path -> path.getFileName().toString()).sorted().toList(),
                    where);
        }
    }

    private Commands.Result vm(String... command) {
        return in(program.command(words(List.of(command))));
    }

    private static String[] words(List<String> command) {
        return Stream.concat(Stream.of("vm"), command.stream()).toArray(String[]::new);
    }

    private Commands.Result in(List<String> command) {
        return Commands.run("", standIns().undisturbed(), apart(command), 60);
    }

    /** In a mount namespace where /run is the test's own: there may be a learner's machine. */
    private List<String> apart(List<String> command) {
        List<String> line = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", "mount --bind \"$0\" /run; exec \"$@\""));
        line.add(run.toString());
        line.addAll(command);
        return line;
    }

    private List<String> running() throws IOException {
        return standIns().running(words -> true);
    }
}
