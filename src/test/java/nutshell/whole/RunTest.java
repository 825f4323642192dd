package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("whole")
class RunTest {

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    void exits_with_the_program_s_own_status() {
        assertEquals(7, program.run("run", "--", "sh", "-c", "exit 7").status());
    }

    @Test
    void exits_with_128_and_the_signal_s_number() {
        // Not as PID 1, which the kernel protects from its own signals.
        assertEquals(
                143,
                program.run("run", "--recipe", "naked", "--", "sh", "-c", "kill -TERM $$")
                        .status());
    }

    @Test
    void hands_input_and_output_on() {
        Commands.Result result = program.runWith("hello\n", "run", "--", "sh", "-c", "cat; echo oops >&2");

        assertEquals("hello\n", result.out());
        assertEquals("oops\n", result.err());
    }

    @Test
    void exits_with_125_when_the_program_does_not_exist() {
        Commands.Result result = program.run("run", "--", "no-such-program");

        assertEquals(125, result.status());
        assertTrue(result.err().contains("no-such-program"), result.err());
    }

    @Test
    void exits_with_2_when_the_recipe_is_wrong() throws IOException {
        Path recipe = Files.writeString(program.directory().resolve("bad.nut"), "unshare uts\nunshare nonsense\n");

        Commands.Result result = program.run("run", "--recipe", recipe.toString(), "--", "true");

        assertEquals(2, result.status());
        assertTrue(result.err().contains("bad.nut, line 2"), result.err());
        assertEquals(
                2,
                program.run("run", "--recipe", "no-such-recipe", "--", "true").status());
    }

    @Test
    void takes_another_root_file_system() {
        Commands.Result result = program.run("run", "--rootfs", "host sh cat", "--", "cat", "/proc/1/comm");

        assertEquals("cat\n", result.out(), result.err());
    }

    @Test
    void says_when_a_limit_was_met() {
        Commands.Result result = program.run("run", "--", "sh", "-c", "x=0123456789; while :; do x=$x$x; done");

        assertEquals(137, result.status());
        assertTrue(result.err().contains("memory.max"), result.err());
    }
}
