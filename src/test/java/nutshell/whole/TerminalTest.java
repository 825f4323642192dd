package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("whole")
class TerminalTest {

    private static final String HOST_PROMPT = "nutshell\\[host]# ";
    private static final String UTS_PROMPT = "nutshell\\[c1 uts]# ";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    void shows_a_newcomer_what_to_type_and_then_what_has_changed() throws IOException {
        PtyShell shell = PtyShell.of(program);
        String first = shell.expect(HOST_PROMPT);
        assertTrue(first.contains("build a container by hand"), first);
        assertTrue(first.contains("you are root") && first.contains("unshare uts"), first);

        String answer = shell.line("unshare uts", UTS_PROMPT);
        assertTrue(answer.contains("unshare(CLONE_NEWUTS) = 0"), answer);
        assertTrue(COLOUR.matcher(shell.raw()).find(), "colours on a terminal");
    }

    @Test
    void completes_a_word() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);

        shell.type("unsh\t").expect("unshare");
        shell.line("uts", UTS_PROMPT);
    }

    @Test
    void leaves_at_the_end_of_input_and_knows_its_lines_the_next_time() throws IOException {
        PtyShell first = PtyShell.of(program);
        first.expect(HOST_PROMPT);
        first.line("explain pivot_root", HOST_PROMPT);
        first.type(PtyShell.CTRL_D);
        assertEquals(0, first.end());

        PtyShell second = PtyShell.of(program);
        second.expect(HOST_PROMPT);
        second.type(PtyShell.UP).expect("pivot_root");
        second.line("", HOST_PROMPT);
    }

    @Test
    void says_why_and_goes_on_after_a_refusal() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);

        String refused = shell.line("sethostname box", "nutshell\\[(host|c1)]# ");
        assertTrue(refused.contains("refused") && refused.contains("unshare uts first"), refused);
        assertTrue(shell.line("unshar uts", "nutshell\\[(host|c1)]# ").contains("did you mean unshare"));
        shell.line("unshare uts", UTS_PROMPT);
    }

    @Test
    void drops_a_line_at_ctrl_c_and_no_more() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);

        shell.type("unshare net").pause();
        shell.type(PtyShell.CTRL_C).expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);
    }

    @Test
    void sends_no_colour_to_who_wants_none() throws IOException {
        PtyShell shell = program.closing(new PtyShell(program, 80, Map.of("NO_COLOR", "1")));
        shell.expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);
        shell.line("look ns", UTS_PROMPT);
        shell.line("unshar", UTS_PROMPT);

        assertFalse(COLOUR.matcher(shell.raw()).find(), shell.raw());
    }

    @Test
    void keeps_within_forty_columns() throws IOException {
        PtyShell shell = program.closing(new PtyShell(program, 40, Map.of()));
        shell.expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);
        String look = shell.line("look ns", UTS_PROMPT);

        // Behind the line that was typed, which was drawn more than once.
        List<String> wide =
                look.lines().skip(1).filter(line -> line.length() > 40).toList();
        assertEquals(List.of(), wide);
        assertTrue(look.contains("uts") && look.contains("≠"), look);
        shell.line("look all", UTS_PROMPT);
        shell.line("help", UTS_PROMPT);
    }
}
