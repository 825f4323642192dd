package nutshell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import nutshell.cli.words.Vocabulary;
import nutshell.container.MadeUp;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.content.Glossary;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that need no kernel: words about words, and what is refused before anything is made. */
class ShellTest {

    @TempDir
    private Path temp = Path.of("");

    private final Still still = new Still();

    private void inShell(Consumer<Shell> test) {
        Places places = new Places(temp.resolve("state"), temp.resolve("cache"), temp.resolve("run"));
        try (Session session = Session.begin(places, false)) {
            test.accept(new Shell(session, still, false));
        }
    }

    private static Refusal refusal(Shell.Outcome outcome) {
        return (Refusal) outcome.refusal().orElseThrow();
    }

    @Test
    void help_fits_the_terminal_and_names_every_word() {
        inShell(shell -> {
            String help = shell.run("help").output();

            help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
            Vocabulary.names().forEach(word -> assertTrue(help.contains("\n  " + word + " "), word));
        });
    }

    @Test
    void every_word_has_its_own_help_and_keeps_the_promise_of_explain() {
        inShell(shell -> Vocabulary.names().forEach(word -> {
            String help = shell.run("help " + word).output();
            assertTrue(help.startsWith(word), help);
            assertTrue(help.contains("for example: " + word), help);
            assertTrue(Glossary.builtIn().find(word).isPresent(), "explain knows no " + word);
        }));
    }

    @Test
    void every_word_says_in_a_few_words_what_it_does() {
        Vocabulary.words().forEach(word -> {
            assertTrue(word.summary().length() <= 45, word.summary());
            assertTrue(word.usage().startsWith(word.name()), word.usage());
            assertTrue(word.example().startsWith(word.name()), word.example());
        });
    }

    @Test
    void an_unknown_word_is_answered_with_the_nearest() {
        inShell(shell -> {
            Refusal refusal = refusal(shell.run("unshar uts"));

            assertEquals("there is no word 'unshar'; did you mean unshare?", refusal.getMessage());
            assertTrue(refusal.remedy().startsWith("unshare NS"), refusal.remedy());
            assertEquals(shell.lastRefusal().orElseThrow(), refusal);
        });
    }

    @Test
    void words_about_the_shell_itself_need_no_container() {
        inShell(shell -> {
            assertEquals(
                    "none yet: unshare uts makes the first",
                    shell.run("container").output());
            assertEquals("", shell.run("# nothing").output());
            assertEquals(
                    "    1  unshare uts\n    2  look\\u001b[31m",
                    shell.run("history").output());
        });
    }

    @Test
    void a_batch_stops_at_the_first_failure_and_names_the_line() {
        inShell(shell -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Batch batch = new Batch(shell, true, false, print(out), print(err));

            assertEquals(2, batch.run("a\u001b.nut", List.of("# box", "", "history", "nonsense", "history")));
            assertEquals(2, text(out).lines().count(), text(out));
            assertTrue(text(out).lines().allMatch(line -> line.startsWith("{\"schema\":\"nutshell.line/1\",")));
            assertTrue(text(err).startsWith("a\\u001b.nut, line 4: nonsense\n  there is no word"), text(err));
            assertTrue(text(err).contains("\n    try:    "), text(err));
        });
    }

    @Test
    void a_batch_goes_on_when_told_to_and_remembers_the_failure() {
        inShell(shell -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Batch batch = new Batch(shell, true, true, print(out), print(new ByteArrayOutputStream()));

            assertEquals(2, batch.run("box", List.of("nonsense", "history", "exit", "history")));
            assertEquals(3, text(out).lines().count(), text(out));
        });
    }

    @Test
    void jobs_are_numbered_as_in_a_shell_and_forgotten_when_they_have_ended() {
        inShell(shell -> {
            Jobs jobs = new Jobs();
            var container = shell.session().enter("c1");
            Jobs.Job first = jobs.stopped(MadeUp.child(container, 5_000_001, "vi", "a\u001bb"));
            Jobs.Job second = jobs.stopped(MadeUp.child(container, 5_000_002, "sleep", "60"));

            assertEquals("[1] stopped    5000001  vi 'a\\u001bb'", first.toString());
            second.resumed();
            assertEquals("[2] running    5000002  sleep 60", second.toString());
            assertEquals(first, jobs.stopped(first.child()));
            assertEquals(List.of(), jobs.ended());

            second.child().await();
            assertEquals(List.of(second), jobs.ended());
            assertEquals("[2] done       5000002  sleep 60", second.toString());
            assertEquals(List.of(first), jobs.all());
            jobs.forget(first);
            assertEquals(
                    1, jobs.stopped(MadeUp.child(container, 5_000_003, "top")).number());
        });
    }

    @Test
    void an_end_is_told_as_a_shell_tells_it() {
        assertEquals("done", Jobs.ended(new WaitStatus(0)));
        assertEquals("exit 3", Jobs.ended(new WaitStatus(3 << 8)));
        assertEquals("killed by signal 9", Jobs.ended(new WaitStatus(9)));
        assertFalse(Jobs.ended(new WaitStatus(0x8b)).contains("139"));
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }
}
