package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nutshell.kernel.Doorman;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The program is killed at a system call, before or after it, and {@code nutshell clean} finds all that it had made. As many of
 * all the places are tried as there is time for, in an order that is the same each time and in which rare calls come first;
 * {@code -Dnutshell.sweep.seconds=N} gives it more, {@code -Dnutshell.sweep.only=PATTERN} takes some of the commands.
 */
@Tag("whole")
class KilledAnywhereTest {

    private static final long SECONDS = Long.getLong("nutshell.sweep.seconds", 25);
    private static final Pattern ONLY = Pattern.compile(System.getProperty("nutshell.sweep.only", ""));
    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    /** What only looks (setpgid, whether a child is a program by now), or ends what is over: a kill there finds what a kill at the call before found. */
    private static final List<String> LOOKS = List.of(
            "readlinkat",
            "faccessat",
            "statx",
            "getdents64",
            "recv",
            "send",
            "setsockopt",
            "socket",
            "read",
            "waitpid",
            "setpgid");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    /** A command line, and where it is killed. */
    private record Kill(List<String> command, String where) {}

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void in_a_recipe() throws Exception {
        try (Stream<Path> recipes = Files.list(WholeProgram.CHECKOUT.resolve("labs/recipes"))) {
            sweep(recipes.sorted()
                    .map(recipe -> List.of("run", "--recipe", recipe.toString(), "--", "true"))
                    .toList());
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void in_an_escape() throws Exception {
        sweep(program.run("escape", "list").wellDone().lines().stream()
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(name -> name.matches("[a-z]+(-[a-z]+)+"))
                .map(name -> List.of("escape", "run", name, "--on-this-machine"))
                .toList());
    }

    private void sweep(List<List<String>> commands) throws Exception {
        List<Kill> kills = new ArrayList<>();
        List<List<String>> swept = commands.stream()
                .filter(command -> ONLY.matcher(command.get(2)).find())
                .toList();
        for (List<String> command : swept) {
            for (String call : calls(command)) {
                kills.add(new Kill(command, "before=" + call));
                kills.add(new Kill(command, "after=" + call));
            }
        }
        assertFalse(kills.isEmpty());
        String pattern = Files.readString(PATTERN);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int killed = 0;
        int escaped = 0;
        for (List<Kill> some : inPairs(mixed(kills))) {
            if (System.nanoTime() > end) {
                break;
            }
            List<Process> running = new ArrayList<>();
            for (Kill kill : some) {
                running.add(start(kill.where, kill.command));
            }
            for (Process each : running) {
                assertTrue(each.waitFor(60, TimeUnit.SECONDS), some.toString());
                killed += each.exitValue() == 137 ? 1 : 0;
                escaped += each.exitValue() == 137 ? 0 : 1;
            }
            // A child that sleeps in the place of its call shares our descriptors, and with them the ledger's lock.
            LockSupport.parkNanos(Doorman.SLEEP_NANOS);
            try {
                program.run("clean").wellDone();
                assertEquals(pattern, Files.readString(PATTERN));
                program.requireCleanMachine();
            } catch (AssertionError e) {
                throw new AssertionError("left by one of " + some, e);
            }
        }
        System.out.printf(
                "killed %d times, at %d of %d places in %d commands; %d ended before; nothing left%n",
                killed, killed, kills.size(), swept.size(), escaped);
        assertTrue(killed > 0);
    }

    /** The calls that a command makes, in their order. */
    private List<String> calls(List<String> command) throws Exception {
        Path calls = program.directory().resolve("calls");
        assertTrue(start("record=" + calls, command).waitFor(60, TimeUnit.SECONDS), command.toString());
        return Files.readAllLines(calls).stream()
                .filter(call -> !LOOKS.contains(call.substring(0, call.indexOf('#'))))
                .toList();
    }

    private Process start(String where, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djnr.ffi.provider=nutshell.kernel.Doorman",
                "-Dnutshell.home=" + WholeProgram.CHECKOUT,
                "-cp",
                WholeProgram.CHECKOUT.resolve("target/nutshell.jar") + ":"
                        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SweptProgram.class.getName(),
                where));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        return builder.start();
    }

    private static List<Kill> mixed(List<Kill> kills) {
        List<Kill> shuffled = new ArrayList<>(kills);
        Collections.shuffle(shuffled, new Random(1));
        Map<String, Integer> turns = new HashMap<>();
        Map<Integer, List<Kill>> rounds = new TreeMap<>();
        for (Kill kill : shuffled) {
            int turn = turns.merge(kill.command + kill.where.replaceAll("#.*", ""), 1, Integer::sum);
            rounds.computeIfAbsent(turn, any -> new ArrayList<>()).add(kill);
        }
        return rounds.values().stream().flatMap(List::stream).toList();
    }

    private static List<List<Kill>> inPairs(List<Kill> kills) {
        List<List<Kill>> pairs = new ArrayList<>();
        for (int i = 0; i < kills.size(); i += 2) {
            pairs.add(kills.subList(i, Math.min(i + 2, kills.size())));
        }
        return pairs;
    }
}
