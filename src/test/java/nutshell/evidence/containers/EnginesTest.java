package nutshell.evidence.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nutshell.evidence.Facts;
import nutshell.evidence.runtime.Engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of engines that are dead, mute, mad, or full. */
@Timeout(60)
class EnginesTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    private Path directory = Path.of("");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Process> sleepers = new ArrayList<>();

    @BeforeEach
    void needsProc() {
        assertTrue(Files.exists(Path.of("/proc/self/status")), "these tests read /proc");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        for (Process sleeper : sleepers) {
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void an_engine_that_is_not_there_is_unknown_when_it_was_asked_for() {
        List<Facts> facts = Engines.read(List.of(address("none.sock")));

        assertUnreadable(facts, "there is no such file");
    }

    @Test
    void a_dead_socket_says_that_nobody_listens() throws IOException {
        engine("dead.sock").close();

        assertUnreadable(Engines.read(List.of(address("dead.sock"))), "nobody listens there");
    }

    @Test
    void garbage_is_told_as_garbage() {
        engine("mad.sock").raw("/version", path -> "\u001b[2J\u0000 what?\r\n\r\n");

        assertUnreadable(Engines.read(List.of(address("mad.sock"))), "does not speak HTTP");
    }

    @Test
    void one_that_hangs_costs_seconds_and_leaves_the_others_alone() {
        engine("mute.sock").raw("/version", path -> "");
        containers(engine("fine.sock"), 1);

        List<Facts> facts = Engines.read(List.of(address("mute.sock"), address("fine.sock")), SHORT);

        assertUnreadable(
                facts.stream()
                        .filter(each -> each.subject().equals("docker") && each.has(Facts.ALL))
                        .toList(),
                "no answer within 2 s");
        assertEquals(1, running(facts).size());
    }

    @Test
    void one_container_that_is_never_answered_is_unknown_and_the_rest_is_complete() {
        StandInEngine engine = containers(engine("half.sock"), 6);
        engine.raw("/containers/" + id(2) + "/json", path -> "");

        List<Facts> facts = Engines.read(List.of(address("half.sock")), SHORT);

        assertEquals(5, running(facts).size());
        Facts unread = facts.stream()
                .filter(each -> each.subject().equals("docker:c2"))
                .findFirst()
                .orElseThrow();
        assertTrue(unread.get(Facts.ALL).unseen().orElse("").contains("no answer within"), unread.toString());
    }

    @Test
    void a_container_that_ends_while_it_is_looked_at_is_unknown_never_good() throws Exception {
        StandInEngine engine = containers(engine("ends.sock"), 1);
        engine.raw("/containers/" + id(0) + "/json", path -> {
            sleepers.get(0).destroyForcibly();
            sleepers.get(0).onExit().join();
            return StandInEngine.http(200, document(0, sleepers.get(0).pid()));
        });

        Facts container = Engines.read(List.of(address("ends.sock"))).stream()
                .filter(each -> each.subject().equals("docker:c0"))
                .findFirst()
                .orElseThrow();

        for (String fact :
                List.of("user", "capabilities", "seccomp", "no_new_privs", "mounts", "limits", "root_outside")) {
            assertTrue(container.get(fact).unseen().isPresent(), fact + ": " + container.get(fact));
        }
    }

    @Test
    void a_process_is_read_and_not_believed() {
        containers(engine("truth.sock"), 1);

        Facts container = running(Engines.read(List.of(address("truth.sock")))).get(0);

        assertTrue(container.is("declared_no_new_privs"), "declared");
        assertFalse(container.value("no_new_privs").asBoolean(true), "effective");
        assertTrue(
                container.value("namespaces").path("net").asText().equals("host"),
                container.get("namespaces").toString());
    }

    @Test
    void asks_only_to_be_told() {
        StandInEngine engine = containers(engine("get.sock"), 3);

        Engines.read(List.of(address("get.sock")));

        engine.requests().forEach(request -> assertTrue(request.startsWith("GET /"), request));
    }

    @Test
    void no_secret_of_a_container_is_among_its_facts() {
        StandInEngine engine = containers(engine("secret.sock"), 1);
        engine.say(
                "/containers/" + id(0) + "/json",
                document(0, sleepers.get(0).pid())
                        .replace(
                                "\"Env\":[]",
                                "\"Env\":[\"DB_PASSWORD=hunter2-PLANTED\",\"U=http://me:PLANTED@db/\",\"K=-----BEGIN RSA PRIVATE KEY-----PLANTED\"]")
                        .replace(
                                "\"Cmd\":[]",
                                "\"Cmd\":[\"serve\",\"--token\",\"PLANTED\",\"sh -c 'X_TOKEN=PLANTED run'\"]")
                        .replace("\"Labels\":{}", "\"Labels\":{\"api.secret\":\"PLANTED\"}"));

        Facts container = running(Engines.read(List.of(address("secret.sock")))).get(0);

        assertFalse(container.toString().contains("PLANTED"), container.toString());
        assertEquals(
                List.of("DB_PASSWORD", "U", "K", "--token", "X_TOKEN", "api.secret"),
                container.list("secrets").stream()
                        .map(secret -> secret.path("name").asText())
                        .toList());
    }

    @Test
    void podman_is_asked_in_its_own_words_where_a_log_ends() {
        StandInEngine podman = containers(engine("podman.sock"), 2);
        podman.say("/version", "{\"Version\":\"4.3.1\",\"Components\":[{\"Name\":\"Podman Engine\"}]}");
        String own =
                "{\"Config\":{%s},\"HostConfig\":{\"LogConfig\":{\"Type\":\"k8s-file\",\"Config\":null,\"Size\":\"%s\"}}}";
        podman.say(
                "/v4.0.0/libpod/containers/" + id(0) + "/json",
                own.formatted(
                        "\"CreateCommand\":[\"-e\",\"X=PLANTED\",\"--device-cgroup-rule\",\"b *:* rwm\"]", "1MB"));
        podman.say("/v4.0.0/libpod/containers/" + id(1) + "/json", own.formatted("", "0B"));

        List<Facts> containers = running(Engines.read(List.of(address("podman.sock"))));

        assertEquals(
                List.of("podman:c0", "podman:c1"),
                containers.stream().map(Facts::subject).toList());
        assertEquals(List.of("max-size"), containers.get(0).texts("log_options"));
        assertEquals(List.of(), containers.get(1).texts("log_options"));
        assertEquals(List.of("b *:* rwm"), containers.get(0).texts("device_rules"));
        assertTrue(containers.get(1).get("device_rules").unseen().isPresent());
        assertFalse(containers.toString().contains("PLANTED"));
        assertEquals("k8s-file", containers.get(1).text("log_driver").orElse(""));
    }

    private StandInEngine engine(String name) {
        StandInEngine engine = new StandInEngine(directory.resolve(name));
        open.add(engine);
        return engine;
    }

    private EngineAddress address(String name) {
        return new EngineAddress("docker", Engine.DOCKER, directory.resolve(name), true);
    }

    /** So many containers, each of which is a process that sleeps. */
    private StandInEngine containers(StandInEngine engine, int count) {
        engine.say(
                "/containers/json?all=true",
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"Id\":\"%s\",\"Names\":[\"/c%d\"]}".formatted(id(i), i))
                        .collect(Collectors.joining(",", "[", "]")));
        for (int i = 0; i < count; i++) {
            engine.say("/containers/" + id(i) + "/json", document(i, sleeper()));
        }
        return engine;
    }

    private long sleeper() {
        try {
            Process sleeper = new ProcessBuilder("sleep", "600").start();
            sleepers.add(sleeper);
            return sleeper.pid();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String id(int number) {
        return "%064x".formatted(number + 1);
    }

    private static String document(int number, long pid) {
        return """
                {"Id":"%s","Name":"/c%d","Created":"2026-01-01T00:00:00Z","Image":"sha256:aa",
                 "State":{"Running":true,"Status":"running","Pid":%d},
                 "HostConfig":{"SecurityOpt":["no-new-privileges"],"NetworkMode":"none"},
                 "Config":{"Image":"web:1","User":"1000","Env":[],"Cmd":[],"Labels":{}},"Mounts":[]}""".formatted(id(number), number, pid);
    }

    private static List<Facts> running(List<Facts> facts) {
        return facts.stream()
                .filter(each -> each.collector().equals("containers") && each.is("running"))
                .toList();
    }

    private static void assertUnreadable(List<Facts> facts, String why) {
        assertFalse(facts.isEmpty());
        facts.forEach(each -> assertTrue(each.get(Facts.ALL).unseen().orElse("").contains(why), each.toString()));
    }
}
