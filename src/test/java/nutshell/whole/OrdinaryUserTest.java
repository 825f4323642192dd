package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("whole")
class OrdinaryUserTest {

    private static final String NOBODY = "65534";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void hands_the_home_to_nobody() throws IOException {
        WholeProgram.needsRoot();
        Commands.need("setpriv");
        Files.setPosixFilePermissions(program.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(program.directory().resolve("home"));
        Files.setAttribute(home, "unix:uid", Integer.parseInt(NOBODY));
        assumeTrue(
                asNobody("--version").status() == 0,
                "this checkout, or the JDK, cannot be read by an ordinary user: "
                        + asNobody("--version").err());
    }

    private Commands.Result asNobody(String... arguments) {
        return asNobodyTyping("", arguments);
    }

    private Commands.Result asNobodyTyping(String input, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        command.addAll(program.command(arguments));
        return Commands.run(input, program.environment(), command);
    }

    @Test
    void learns_what_the_kernel_wants_and_the_way_on() {
        Commands.Result result = asNobodyTyping("unshare uts\n", "shell", "--batch");

        assertEquals(3, result.status());
        assertTrue(result.err().contains("unshare(CLONE_NEWUTS) failed: EPERM"), result.err());
        assertTrue(result.err().contains("CAP_SYS_ADMIN"), result.err());
        assertTrue(result.err().contains("try:") && result.err().contains("sudo"), result.err());
    }

    @Test
    void may_look_and_ask_all_the_same() {
        Commands.Result result = asNobodyTyping("look ns\nexplain uts\nexec id -u\n", "shell", "--batch");

        assertEquals(0, result.status(), result.err());
        assertTrue(result.lines().contains(NOBODY), result.out());
    }

    @Test
    void is_told_which_labs_need_more_and_that_a_refusal_answers_a_prediction() {
        Commands.Result result = asNobodyTyping("lab 3\nnext\npredict b\n", "shell", "--batch");

        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("not here    it needs root"), result.out());
        assertTrue(result.out().contains("the kernel said c: "), result.out());
    }

    @Test
    void is_told_before_a_run_that_it_cannot_be() {
        Commands.Result result = asNobody("run", "--", "true");

        assertEquals(125, result.status());
        assertTrue(result.err().contains("try:"), result.err());
    }

    @Test
    void without_a_home_is_told_what_is_missing() throws IOException {
        Files.setPosixFilePermissions(
                program.directory().resolve("home"), PosixFilePermissions.fromString("r-xr-xr-x"));

        Commands.Result result = asNobodyTyping("help\n", "shell", "--batch");

        assertEquals(3, result.status());
        assertTrue(result.err().contains("XDG_STATE_HOME"), result.err());
    }
}
