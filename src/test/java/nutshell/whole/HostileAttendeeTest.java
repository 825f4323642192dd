package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody in the room wants more than their place, or nobody else to have theirs. */
@Tag("whole")
class HostileAttendeeTest {

    /** What a visitor says of a connection that ended without a status. */
    private static final int RESET = 0;

    private static final int POLICY_VIOLATION = 1008;
    private static final int MESSAGE_TOO_LARGE = 1009;

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    private ServedWorkshop workshop;

    @BeforeEach
    void opens() {
        WholeProgram.needsRoot();
        Commands.need("script", "unshare", "nsenter", "setsid");
        workshop = program.closing(new ServedWorkshop(program, "--seats", "2"));
    }

    private Visitor visitor() {
        return program.closing(new Visitor(workshop));
    }

    private Visitor joined(String name) {
        Visitor visitor = visitor();
        assertEquals(200, visitor.join(name, workshop.code()).statusCode());
        return visitor;
    }

    private Visitor atWork(String name) {
        Visitor visitor = joined(name).open("/terminal");
        visitor.await("nutshell[", 60);
        return visitor;
    }

    @Test
    void guesses_codes_until_it_has_to_wait() {
        Visitor guesser = visitor();
        for (int i = 0; i < 10; i++) {
            assertEquals(403, guesser.join("Eve", "aaaa-aaa" + (char) ('a' + i)).statusCode());
        }
        assertEquals(429, guesser.join("Eve", "aaaa-aaaz").statusCode());
        assertEquals(429, guesser.post("/board/enter", "{\"secret\":\"x\"}").statusCode());
    }

    @Test
    void is_told_what_is_wrong_with_its_coming() {
        joined("Ada");
        HttpResponse<String> again = visitor().join("ada", workshop.code());
        assertEquals(409, again.statusCode());
        assertTrue(again.body().contains("somebody is called ada here already"), again.body());
        HttpResponse<String> markup = visitor().join("<img src=x onerror=alert(1)>\u001b]0;x\u0007", workshop.code());
        assertEquals(409, markup.statusCode());
        assertTrue(markup.body().contains("a name has 1 to 40 letters"), markup.body());
        assertFalse(markup.body().contains("\u001b"), markup.body());
        joined("Ben");
        HttpResponse<String> third = visitor().join("Cem", workshop.code());
        assertEquals(409, third.statusCode());
        assertTrue(third.body().contains("the code is used up: it was for 2 people"), third.body());
        for (String body : List.of("", "[]", "{", "{\"name\":7}", "null", "x".repeat(5000))) {
            int status = visitor().post("/join", body).statusCode();
            assertTrue(status == 400 || status == 403 || status == 409 || status == 413, body + " " + status);
        }
    }

    @Test
    void has_no_token_but_its_own() {
        Visitor ada = joined("Ada");
        assertEquals("", visitor().get("/me").body());
        Visitor eve = visitor();
        for (String path : List.of("/terminal", "/board/feed", "/board/look?who=x")) {
            assertThrows(Throwable.class, () -> eve.open(path), path);
            assertThrows(Throwable.class, () -> ada.open(path.equals("/terminal") ? "/board/feed" : path), path);
        }
        for (String path : List.of("/board/summary.md", "/board/summary.csv", "/board/cards.zip")) {
            assertEquals(401, ada.get(path).statusCode(), path);
        }
        for (String path : List.of(
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/attendee.html",
                "/nutshell/serve/room.sh",
                "//etc/passwd",
                "/cards.md/..;/board")) {
            int status = visitor().get(path).statusCode();
            assertTrue(status == 404 || status == 400, path + " " + status);
        }
    }

    @Test
    void replays_a_token_that_was_given_up() {
        Visitor ada = joined("Ada");
        String old = ada.cookie();
        Visitor board = visitor();
        board.enterBoard(workshop);
        board.open("/board/feed").await("\"name\":\"Ada\"", 10);
        String id = board.told().replaceAll("(?s).*\"id\":\"([0-9a-f]{12})\".*", "$1");
        board.forget();
        board.say("{\"do\":\"readmit\",\"who\":\"%s\"}".formatted(id));
        board.await("\"wayBack\":\"", 10);
        board.await("-", 10);
        String way = board.told().replaceAll("(?s).*\"wayBack\":\"([a-z0-9-]{9})\".*", "$1");

        Visitor back = visitor();
        assertEquals(200, back.join("Ada", way).statusCode());
        assertEquals("Ada", back.get("/me").body());
        assertEquals("", ada.get("/me").body(), "the old token is good for nothing");
        Visitor replay = visitor();
        replay.keep(old);
        assertThrows(Throwable.class, () -> replay.open("/terminal"));
    }

    @Test
    void comes_from_another_site() {
        Visitor ada = joined("Ada");
        assertEquals(403, ada.post("/join", "{}", "http://evil.example").statusCode());
        assertTrue(raw("GET /me HTTP/1.1\r\nHost: evil.example\r\n\r\n").startsWith("HTTP/1.1 421"));
        assertTrue(raw(upgrade("http://evil.example", ada.cookie())).startsWith("HTTP/1.1 403"));
    }

    @Test
    void sends_what_no_page_sends() {
        Visitor eve = atWork("Eve");
        eve.say("not json");
        assertEquals(POLICY_VIOLATION, eve.closed());
        eve = visitorWith(eve).open("/terminal");
        eve.key("x".repeat(20_000));
        assertEquals(MESSAGE_TOO_LARGE, eve.closed());
        Visitor flood = visitorWith(eve).open("/terminal");
        for (int i = 0; i < 5000; i++) {
            try {
                flood.key("y".repeat(1000));
            } catch (RuntimeException e) {
                break;
            }
        }
        // Whoever still sends meets a connection that is reset, and may never read why.
        assertTrue(Set.of(POLICY_VIOLATION, RESET).contains(flood.closed()));
        // Reserved bits, an unmasked frame, and a length that is a lie.
        for (byte[] frame :
                List.of(new byte[] {(byte) 0xf2, (byte) 0x80, 0, 0, 0, 0}, new byte[] {(byte) 0x82, 1, 65}, new byte[] {
                    (byte) 0x82, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0
                })) {
            assertTrue(raw(upgrade(workshop.page().replaceAll("/$", ""), flood.cookie()), frame)
                    .contains("101"));
        }
        Visitor still = visitorWith(flood).open("/terminal");
        still.await("\"is\":\"live\"", 10);
        still.key("\u0015help\r");
        still.await("just try a word", 20);
    }

    private Visitor visitorWith(Visitor before) {
        Visitor visitor = visitor();
        visitor.keep(before.cookie());
        return visitor;
    }

    @Test
    @Timeout(180)
    void fills_its_disk_and_its_list_of_processes_and_nobody_notices() {
        Visitor ada = atWork("Ada");
        Visitor eve = atWork("Eve");
        eve.key("host sh -c 'dd if=/dev/zero of=/root/full bs=1M; df -h / | tail -1'\r");
        eve.await("No space left", 60);
        eve.key("host sh -c 'id; ls /proc | grep -c [0-9]; cat /proc/1/cmdline | tr \"\\0\" \" \" | head -c 20'\r");
        eve.key("host sh -c 'b() { b | b & }; b; sleep 5; echo bombed'\r");
        long worst = 0;
        for (int i = 0; i < 40; i++) {
            worst = Math.max(worst, ada.echo("" + (char) ('a' + i % 26)));
        }
        System.out.printf("beside a fork bomb the slowest of 40 keys took %d ms%n", worst / 1000);
        assertTrue(worst < 5_000_000, worst + " µs");
        eve.say("{\"do\":\"reset\"}");
        eve.forget();
        eve.await("\"shell\":\"running\"", 60);
        eve.await("nutshell[", 60);
    }

    @Test
    @Timeout(120)
    void looks_for_others_and_for_the_server() {
        Visitor ada = atWork("Ada");
        Visitor eve = atWork("Eve");
        String port = "" + URI.create(workshop.page()).getPort();
        eve.key("host bash -c 'exec 3<>/dev/tcp/127.0.0.1/%s || echo no ser''ver'\r".formatted(port));
        eve.await("no server", 20);
        eve.key(
                "host sh -c 'for p in /proc/[0-9]*; do tr \"\\0\" \" \" <$p/cmdline; done | grep -c [s]erve; echo see''n'\r");
        eve.await("seen", 20);
        eve.key(
                "host sh -c 'mknod /tmp/d b 253 0 || echo no no''de; echo x >/proc/sys/kernel/core_pattern || echo no set''ting; echo h >/proc/sysrq-trigger || echo no sys''rq'\r");
        eve.await("no node", 20);
        eve.await("no setting", 20);
        eve.await("no sysrq", 20);
        eve.key(
                "host sh -c 'cat /etc/shadow || echo no sha''dow; echo x >/run/workshop/closed || echo no wri''te; ls -d /proc/1/root/old %s || echo no ho''st'\r"
                        .formatted(program.directory()));
        eve.await("no shadow", 20);
        eve.await("no write", 20);
        eve.await("no host", 20);
        eve.key("host sh -c 'umount /proc; ls /proc | wc -l; umount /sys; ls /sys | wc -l; echo bel''ow'\r");
        eve.await("below", 20);
        assertTrue(ada.echo("q") < 5_000_000);
    }

    @Test
    void lies_about_its_progress() {
        Visitor eve = atWork("Eve");
        Visitor board = visitor();
        board.enterBoard(workshop);
        board.open("/board/feed").await("\"name\":\"Eve\"", 10);
        eve.key(
                "host printf '\\033]5717;{\"lab\":\"<b>\",\"part\":7}\\007\\033]5717;nonsense\\007\\033]5717;unfinished'\r");
        eve.key(
                "host printf '\\033]5717;{\"lab\":\"03-hostname\",\"part\":\"goal\",\"step\":1,\"of\":7,\"hints\":99999,\"solution\":false,\"predicted\":\"a\",\"answer\":\"b\",\"done\":false,\"card\":\"\"}\\007'; host echo af''ter\r");
        eve.await("host", 10);
        eve.key("host echo still h''ere\r");
        eve.await("still here", 20);
        assertFalse(board.told().contains("<b>"), board.told());
        assertFalse(board.told().contains("99999"), board.told());
    }

    private String upgrade(String origin, String cookie) {
        return "GET /terminal HTTP/1.1\r\nHost: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: %s\r\nCookie: %s\r\n\r\n"
                .formatted(URI.create(workshop.page()).getAuthority(), origin, cookie);
    }

    /** Sends bytes as they are; returns how the answer begins. */
    private String raw(String head, byte[]... more) {
        URI page = URI.create(workshop.page());
        try (Socket socket = new Socket(page.getHost(), page.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = new byte[2048];
            int length = Math.max(0, in.read(answer));
            for (byte[] bytes : more) {
                out.write(bytes);
                out.flush();
                for (int i = 0; i < 1000 && in.read() >= 0; i++) {
                    // Until the server has closed it.
                }
            }
            return new String(answer, 0, length, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
