package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms on this machine: what a lost page, a closed lab and a killed server come to. */
@Tag("whole")
@Timeout(120)
class WorkshopHereTest {

    private static final int TAKEN_UP_ELSEWHERE = 4001;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("script", "unshare", "nsenter", "setsid");
    }

    private Visitor joined(ServedWorkshop workshop, String name) {
        Visitor visitor = program.closing(new Visitor(workshop));
        assertEquals(200, visitor.join(name, workshop.code()).statusCode());
        return visitor;
    }

    private Visitor again(ServedWorkshop workshop, Visitor before) {
        Visitor visitor = program.closing(new Visitor(workshop));
        visitor.keep(before.cookie());
        return visitor.open("/terminal");
    }

    @Test
    void goes_on_without_a_page_and_is_taken_up_by_the_newer_one() {
        ServedWorkshop workshop = program.closing(new ServedWorkshop(program));
        Visitor first = joined(workshop, "Ada").open("/terminal");
        first.await("nutshell[", 60);
        first.key("host sh -c 'sleep 2; echo while a''way'\r");
        first.close();

        Visitor second = again(workshop, first);
        second.await("while away", 20);
        Visitor third = again(workshop, second);
        third.await("while away", 20);
        assertEquals(TAKEN_UP_ELSEWHERE, second.closed());
        third.key("host echo still the sa''me\r");
        third.await("still the same", 20);
    }

    @Test
    void begins_no_lab_that_is_closed_and_keeps_progress_over_a_reset() {
        ServedWorkshop workshop = program.closing(new ServedWorkshop(program));
        Visitor board = program.closing(new Visitor(workshop));
        board.enterBoard(workshop);
        board.open("/board/feed").await("\"is\":\"board\"", 10);
        board.say("{\"do\":\"lab\",\"lab\":\"03-hostname\",\"on\":false}");
        board.await("\"open\":false", 10);
        Visitor ada = joined(workshop, "Ada").open("/terminal");
        ada.await("nutshell[", 60);
        ada.key("lab 3\r");
        ada.await("the instructor has not opened 03-hostname yet", 20);
        board.say("{\"do\":\"lab\",\"lab\":\"03-hostname\",\"on\":true}");
        board.say("{\"do\":\"say\",\"text\":\"open\"}");
        ada.await("\"message\":\"open\"", 10);
        ada.key("lab 3\r");
        ada.await("A host name of its own", 20);
        ada.key("unshare uts\r");
        ada.key("sethostname box\r");
        ada.await("the lab is done", 20);
        ada.await("\"cards\":1", 20);
        assertTrue(ada.get("/cards.md").body().startsWith("# Lab 03: A host name of its own"));

        ada.key("host touch /root/mine\r");
        ada.forget();
        ada.say("{\"do\":\"reset\"}");
        ada.await("1 done", 60);
        ada.key("host sh -c 'ls /root/mine || echo as at fi''rst'\r");
        ada.await("as at first", 20);
    }

    @Test
    void leaves_nothing_when_it_is_killed() throws IOException, InterruptedException {
        ServedWorkshop workshop = new ServedWorkshop(program);
        Visitor ada = joined(workshop, "Ada").open("/terminal");
        ada.await("nutshell[", 60);
        ada.key("host sh -c 'setsid sleep 4242 & echo beg''un'\r");
        ada.await("begun", 20);
        workshop.kill();
        for (int i = 0; i < 500 && sleeping(); i++) {
            LockSupport.parkNanos(10_000_000);
        }
        assertFalse(sleeping(), "a program of a room has outlived the server");
        program.run("clean").wellDone();
        program.requireCleanMachine();
    }

    private static boolean sleeping() throws IOException {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .anyMatch(path -> commandLine(path).equals("sleep\0004242\0"));
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void speaks_tls_beyond_this_machine() {
        Commands.need("curl");
        ServedWorkshop workshop = program.closing(new ServedWorkshop(program, "--listen", "0.0.0.0"));
        assertTrue(workshop.page().startsWith("https://"), workshop.page());
        String here = workshop.page().replaceAll("//.*:", "//127.0.0.1:");
        String answer = Commands.run("curl", "-sik", here + "me").wellDone().out();
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("Strict-Transport-Security"), answer);
        String joined = Commands.run(
                        "curl",
                        "-sik",
                        "-H",
                        "Origin: " + here.replaceAll("/$", ""),
                        "-d",
                        "{\"name\":\"Ada\",\"code\":\"" + workshop.code() + "\"}",
                        here + "join")
                .wellDone()
                .out();
        assertTrue(joined.contains("Set-Cookie: __Host-nutshell="), joined);
        assertTrue(joined.contains("Secure; HttpOnly; SameSite=Strict"), joined);
        assertTrue(
                Commands.run("curl", "-s", here.replace("https", "http")).out().isEmpty());
    }

    @Test
    void lets_nobody_work_on_this_machine_unless_it_was_said() {
        assertEquals(4, program.run("serve", "--machines", "here").status());
        assertEquals(2, program.run("serve", "--machines", "nowhere").status());
        assertEquals(2, program.run("serve", "--listen", "example.org").status());
        assertEquals(
                2,
                program.run("serve", "--machines", "here", "--on-this-machine", "--seats", "0")
                        .status());
        assertEquals(
                3,
                program.run("serve", "--machines", "here", "--on-this-machine", "--seats", "100000")
                        .status());
    }
}
