package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {

    @TempDir
    Path run;

    @Test
    void finds_again_what_was_written_while_its_process_lives() {
        long self = ProcessHandle.current().pid();
        Running written = new Running(self, Running.startOf(self).orElseThrow(), 2222, "core", "core-amd64-1", "kvm");

        written.writeTo(run);

        assertEquals(Optional.of(written), Running.in(run));
    }

    @Test
    void takes_no_other_process_of_the_same_id_for_the_machine() {
        long self = ProcessHandle.current().pid();

        new Running(self, 1, 2222, "core", "core-amd64-1", "kvm").writeTo(run);

        assertEquals(Optional.empty(), Running.in(run));
    }

    @Test
    void takes_a_damaged_note_for_none() throws IOException {
        Files.writeString(run.resolve("machine.properties"), "pid=many\n");

        assertTrue(Running.in(run).isEmpty());
    }

    @Test
    void shows_only_the_printable_end_of_what_was_said() {
        assertEquals("b\nred", Lines.last("a\n\nb\n\033[31mred\033[0m\n", 2));
    }

    @Test
    void is_not_taken_for_one_with_what_it_lacks() {
        Running core = new Running(1, 1, 2222, "core", "core-amd64-1", "kvm");

        Refusal refusal = assertThrows(Refusal.class, () -> core.having(Optional.of("docker")));

        assertEquals("the lab machine that is up is of the image core, not docker", refusal.getMessage());
        assertEquals(core, core.having(Optional.of("core")));
        assertEquals(core, core.having(Optional.empty()));
    }
}
