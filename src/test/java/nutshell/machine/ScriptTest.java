package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {

    private static final Path ENDING = Path.of("vagrant/ends-with-caller").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void tells_the_steps_and_nothing_else() throws IOException {
        List<String> told = new ArrayList<>();

        script("echo step: one; echo noise; echo I: two", told).run("it", "mend it", List.of());

        assertEquals(List.of("one", "  two"), told);
    }

    @Test
    void shows_what_a_failing_script_said_last() throws IOException {
        Script script = script("echo the mirror is away; exit 3", new ArrayList<>());

        Refusal refusal = assertThrows(Refusal.class, () -> script.run("building it", "mend it", List.of()));

        assertEquals("building it failed: the mirror is away", refusal.getMessage());
        assertEquals("mend it", refusal.remedy());
    }

    @Test
    void ends_although_the_watch_on_its_caller_still_runs() throws IOException {
        List<String> told = new ArrayList<>();

        script(". " + ENDING + "; echo step: done", told).run("it", "mend it", List.of());

        assertEquals(List.of("done"), told);
    }

    @Test
    void ends_with_all_it_started_when_its_caller_is_gone() throws IOException, InterruptedException {
        Path file = folder.resolve("script");
        Files.writeString(file, ". " + ENDING + "; sleep 600 & echo $!; wait");
        Process process = new ProcessBuilder("setsid", "--wait", "sh", file.toString()).start();
        long sleeper = Long.parseLong(process.inputReader().readLine());

        process.getOutputStream().close(); // as the kernel does when a caller is killed

        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        ProcessHandle.of(sleeper).ifPresent(handle -> handle.onExit().join());
        assertTrue(ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Script script(String text, List<String> told) throws IOException {
        Path file = folder.resolve("script");
        Files.writeString(file, text);
        return new Script(file, told::add);
    }
}
