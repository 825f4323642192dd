package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Labs as they are done: key by key, from two terminals, on a disk without room. */
@Tag("whole")
class LessonsTest {

    private static final String HOST = "nutshell\\[host]# ";
    private static final String LAB_2 = "nutshell\\[02-just-a-process[^]]*]# ";
    private static final String LAB_3 = "nutshell\\[03-hostname[^]]*]# ";

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    void leads_a_newcomer_from_the_first_screen_into_the_second_lab_and_back_to_it() throws IOException {
        PtyShell shell = PtyShell.of(program);
        has(shell.expect(HOST), "lab --tour");
        has(shell.line("lab --tour", LAB_2), "Lab 02", "step 1 of 4", "next");
        has(shell.line("next", LAB_2), "step 2 of 4", "predict a");
        has(shell.line("predict a", LAB_2), "exec sleep 600 &", "the kernel said b");
        has(shell.line("next", LAB_2), "step 3 of 4", "hint");
        has(shell.line("hint", LAB_2), "`?exec`? starts a program");
        has(shell.line("exec sleep 600 &", "host's list of processes[\\s\\S]*" + LAB_2), "✔");
        has(shell.line("check", LAB_2), "· a zombie", "not yet");
        has(shell.line("exec sh -c 'sleep 0.01 & exec sleep 600' &", "the lab is done[\\s\\S]*" + LAB_2), "a zombie");
        has(shell.line("next", LAB_2), "step 4 of 4");
        has(shell.line("next", LAB_3), "Lab 03", "step 1 of 4");
        has(shell.line("next", LAB_3), "step 2 of 4");
        shell.line("unshare uts", LAB_3);
        shell.type(PtyShell.CTRL_D);
        assertEquals(0, shell.end());

        PtyShell again = PtyShell.of(program);
        has(again.expect(HOST), "lab");
        has(again.line("lab", LAB_3), "built again, as it was: unshare uts", "Lab 03", "step 2 of 4");
        has(again.line("progress", LAB_3), "02-just-a-process");
        again.type(PtyShell.CTRL_D);
        assertEquals(0, again.end());
    }

    @Test
    void accepts_a_root_that_was_swapped_with_other_tools() throws IOException {
        try (Elsewhere swapped = Elsewhere.inTreeOf(program, "unshare", "-m", "sh", "-c", """
                mount --bind "$0" "$0"; cd "$0"; pivot_root . old
                exec /bin/busybox sh -c '/bin/busybox umount -l /old; echo ready; exec /bin/busybox sleep 600'""");
                LiveShell shell = program.closing(new LiveShell(program))) {
            shell.done("lab 6");

            has(
                    shell.output("check " + swapped.pid()),
                    "✔ the namespace itself has another root",
                    "✔ the host's root is not among your mounts any more",
                    "the lab is done");
        }
    }

    @Test
    void refuses_a_chroot_that_only_looks_like_it() throws IOException {
        try (Elsewhere changed = Elsewhere.inTreeOf(program, "unshare", "-m", "sh", "-c", """
                exec chroot "$0" /bin/busybox sh -c 'echo ready; exec /bin/busybox sleep 600'""");
                LiveShell shell = program.closing(new LiveShell(program))) {
            shell.done("lab 6");

            String told = shell.output("check " + changed.pid());

            has(told, "✔ a mount namespace of your own", "· the namespace itself has another root", "not yet");
            assertTrue(!told.contains("the lab is done"), told);
        }
    }

    @Test
    void goes_on_without_keeping_progress_where_the_disk_is_full() throws IOException {
        List<String> script = List.of(
                "unshare",
                "-m",
                "sh",
                "-ec",
                """
                state="$1"; shift; mkdir -p "$state"
                mount -t tmpfs -o size=64k tmpfs "$state"
                export XDG_STATE_HOME="$state"
                printf 'lab 2\\n' | "$@"
                before=$(cat "$state/nutshell/progress.json")
                dd if=/dev/zero of="$state/fill" bs=1k 2>"$state/../dd.err" || true
                printf 'lab 3\\nunshare uts\\nsethostname box\\ncheck\\n' | "$@"
                test "$before" = "$(cat "$state/nutshell/progress.json")"
                rm "$state/fill"
                printf 'progress\\nlab 3\\n' | "$@"
                """,
                "full",
                program.directory().resolve("small").toString());
        List<String> command = new java.util.ArrayList<>(script);
        command.addAll(program.command("shell", "--batch"));

        Commands.Result result = Commands.run("", program.environment(), command);

        assertEquals(0, result.status(), result.out() + result.err());
        has(result.out(), "progress cannot be kept \\(", "No space left", "✔ two host names", "Lab 03");
        assertEquals(1, result.out().split("progress cannot be kept", -1).length - 1, "said once");
    }

    @Test
    void keeps_what_two_shells_come_to_at_the_same_time() throws IOException {
        try (LiveShell one = program.closing(new LiveShell(program));
                LiveShell other = program.closing(new LiveShell(program))) {
            one.done("lab 3");
            other.done("lab 2");
            other.background("sleep 600");
            one.done("unshare uts");
            one.done("sethostname box");
        }

        String progress = program.batch(List.of("lab 3", "check", "lab 2", "check"))
                .wellDone()
                .out();
        has(progress, "✔ two host names are true at once", "✔ your program is in the host's list");
    }

    private static void has(String text, String... expected) {
        for (String regex : expected) {
            assertTrue(java.util.regex.Pattern.compile(regex).matcher(text).find(), regex + " in:\n" + text);
        }
    }
}
