package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import nutshell.labs.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("machine")
class ShellStageOnTheKernelTest {

    private static Optional<String> refusal(String line) {
        try (Stage stage = ShellStage.in(false).get()) {
            return stage.play(line).refusal();
        }
    }

    @Test
    void tells_a_program_that_failed_from_one_that_was_killed() {
        assertEquals(Optional.empty(), refusal("exec true"));
        assertEquals(Optional.of("exit-3"), refusal("exec sh -c 'exit 3'"));
        assertEquals(Optional.of("exit-137"), refusal("exec sh -c 'kill -9 $$'"));
    }

    @Test
    void tells_the_kernels_no_from_ours() {
        assertEquals(Optional.of("ENOENT"), refusal("chdir /nowhere/at/all"));
        assertEquals(Optional.of("safety"), refusal("sethostname other"));
    }
}
