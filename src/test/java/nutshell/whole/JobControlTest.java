package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program in a container has the terminal as it would have it anywhere, and gives it back. */
@Tag("whole")
class JobControlTest {

    private static final String HOST_PROMPT = "nutshell\\[host]# ";
    private static final String UTS_PROMPT = "nutshell\\[c1 uts]# ";
    private static final String ISOLATED_PROMPT = "nutshell\\[c1 uts,mnt,pid,net,ipc,cgroup]# ";
    private static final String INSIDE = "/ # ";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    private PtyShell inside() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);
        shell.line("load isolated", ISOLATED_PROMPT);
        shell.line("exec sh", INSIDE);
        return shell;
    }

    private static void comes_back_sound(PtyShell shell) {
        shell.line("exit", ISOLATED_PROMPT);
        String look = shell.line("look ns", ISOLATED_PROMPT);
        assertTrue(look.contains("isolated") && look.contains("≠"), look);
        shell.type("exit\r");
        assertEquals(0, shell.end());
    }

    @Test
    void a_shell_inside_controls_its_own_jobs() throws IOException {
        PtyShell shell = inside();

        shell.type("sleep 100\r").pause();
        shell.type(PtyShell.CTRL_C).expect(INSIDE);
        shell.type("sleep 101\r").pause();
        shell.type(PtyShell.CTRL_Z).expect("Stopped");
        shell.line("fg", "fg\nsleep 101\n");
        shell.pause();
        shell.type(PtyShell.CTRL_C).expect(INSIDE);
        shell.line("echo $((6 * 7))", "\n42\n");
        comes_back_sound(shell);
    }

    @Test
    void programs_fill_the_screen_and_give_it_back() throws IOException {
        PtyShell shell = inside();

        shell.line("vi", "(?s)~.*~");
        shell.type(":q!\r").expect(INSIDE);
        shell.line("top", "PID +PPID");
        shell.type("q").expect(INSIDE);
        comes_back_sound(shell);
    }

    @Test
    void a_new_size_is_seen_inside() throws IOException {
        PtyShell shell = inside();

        shell.line("stty size", "24 80");
        shell.resize(100, 30);
        shell.line("stty size", "30 100");
        comes_back_sound(shell);
    }

    @Test
    void a_program_is_stopped_listed_resumed_and_interrupted() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);

        shell.type("exec sleep 60\r").pause();
        shell.type(PtyShell.CTRL_Z).expect("(?s)stopped.*" + UTS_PROMPT);
        assertTrue(shell.line("jobs", UTS_PROMPT).contains("stopped"));
        shell.line("fg", "\nsleep 60");
        shell.pause();
        shell.type(PtyShell.CTRL_C).expect(UTS_PROMPT);
        assertTrue(shell.line("look uts", UTS_PROMPT).contains("≠"));
    }

    @Test
    void a_program_beside_the_prompt_does_not_hear_ctrl_c() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);

        shell.line("exec sleep 60 &", "(?s)\\[1] [0-9]+.*" + UTS_PROMPT);
        shell.type(PtyShell.CTRL_C).expect(UTS_PROMPT);
        assertTrue(shell.line("jobs", UTS_PROMPT).contains("running"));
    }

    @Test
    void a_terminal_left_in_disorder_is_put_right() throws IOException {
        PtyShell shell = PtyShell.of(program);
        shell.expect(HOST_PROMPT);
        shell.line("unshare uts", UTS_PROMPT);

        shell.line("exec stty raw -echo", UTS_PROMPT);

        shell.line("host stty -a", "(?s) icanon.* echo .*" + UTS_PROMPT);
    }
}
