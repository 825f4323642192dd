package nutshell.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a QEMU of a few lines, which says what a test has it say. */
class QmpTest {

    private static final Pattern COMMAND = Pattern.compile("\"execute\":\"([^\"]+)\"");
    private static final String NONE = "{\"return\": []}";
    private static final String RUNNING = "{\"return\": [{\"status\": \"running\", \"id\": \"nutshell\"}]}";
    private static final String CONCLUDED = "{\"return\": [{\"status\": \"concluded\", \"id\": \"nutshell\"}]}";
    private static final String FAILED =
            "{\"return\": [{\"status\": \"concluded\", \"id\": \"nutshell\", \"error\": \"no \\\"clean\\\" there\"}]}";

    @TempDir
    private Path temp = Path.of("");

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Deque<String> jobs = new ArrayDeque<>();
    private String answer = "{\"return\": {}}";
    private ServerSocketChannel server;

    QmpTest() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @BeforeEach
    void listens() throws IOException {
        server.bind(UnixDomainSocketAddress.of(temp.resolve("control")));
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void ends() throws IOException {
        server.close();
    }

    private void serve() {
        try (SocketChannel client = server.accept();
                BufferedReader said = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            say(client, "{\"QMP\": {}}");
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Matcher command = COMMAND.matcher(line);
                String name = command.find() ? command.group(1) : line;
                asked.add(name);
                say(client, "{\"timestamp\": {}, \"event\": \"JOB_STATUS_CHANGE\"}");
                say(client, reply(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reply(String command) {
        return switch (command) {
            case "query-jobs" -> jobs.remove();
            case "qmp_capabilities", "job-dismiss" -> "{\"return\": {}}";
            default -> answer;
        };
    }

    private static void say(SocketChannel client, String line) throws IOException {
        client.write(StandardCharsets.UTF_8.encode(line + "\n"));
    }

    private Refusal refused() throws IOException {
        try (Qmp qmp = Qmp.of(temp.resolve("control"))) {
            return assertThrows(Refusal.class, () -> qmp.load("clean"));
        }
    }

    @Test
    void waits_for_its_job_and_dismisses_it() throws IOException {
        jobs.addAll(List.of(NONE, RUNNING, CONCLUDED));

        try (Qmp qmp = Qmp.of(temp.resolve("control"))) {
            qmp.save("clean");
        }

        assertEquals(
                List.of("qmp_capabilities", "query-jobs", "snapshot-save", "query-jobs", "query-jobs", "job-dismiss"),
                asked);
    }

    @Test
    void the_job_of_one_who_was_killed_is_ended_and_dismissed_first() throws IOException {
        jobs.addAll(List.of(RUNNING, RUNNING, CONCLUDED, CONCLUDED));

        try (Qmp qmp = Qmp.of(temp.resolve("control"))) {
            qmp.load("clean");
        }

        assertEquals(
                List.of(
                        "qmp_capabilities",
                        "query-jobs",
                        "query-jobs",
                        "query-jobs",
                        "job-dismiss",
                        "snapshot-load",
                        "query-jobs",
                        "job-dismiss"),
                asked);
    }

    @Test
    void a_job_that_failed_is_told_in_qemus_words_and_dismissed() throws IOException {
        jobs.addAll(List.of(NONE, FAILED));

        Refusal refusal = refused();

        assertTrue(refusal.toString().contains("snapshot-load failed: no "), refusal.toString());
        assertEquals("job-dismiss", asked.get(asked.size() - 1));
    }

    @Test
    void a_command_that_is_refused_is_told_in_qemus_words() throws IOException {
        jobs.add(NONE);
        answer = "{\"error\": {\"class\": \"GenericError\", \"desc\": \"not now\"}}";

        Refusal refusal = refused();

        assertTrue(refusal.toString().contains("QEMU refused snapshot-load: not now"), refusal.toString());
    }
}
