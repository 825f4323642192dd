package nutshell.evidence.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** As Docker 20.10 answers GET /containers/web/json, shortened. */
    private static final String WEB = """
            {"Id":"f87b0ef16c47","Name":"/web","State":{"Status":"running","Running":true,"Pid":31960},
             "Config":{"Hostname":"f87b0ef16c47","Image":"bb:latest"},"GraphDriver":{"Data":null,"Name":"vfs"}}""";

    @TempDir
    Path directory;

    private Path socket() {
        return directory.resolve("docker.sock");
    }

    private Engines engines() {
        return new Engines(Map.of("DOCKER_HOST", "unix://" + socket()), true, new PodmanProgram("no-podman", SHORT));
    }

    private Refusal refused(String name) {
        return assertThrows(Refusal.class, () -> engines().find(Engine.DOCKER, name));
    }

    @Test
    void finds_a_container_by_name_and_only_ever_asks() throws IOException {
        try (FakeEngine engine = new FakeEngine(socket(), path -> FakeEngine.json(200, WEB))) {
            RunningContainer web = engines().find(Engine.DOCKER, "web");

            assertEquals(31960, web.pid());
            assertEquals("web", web.name());
            assertEquals("bb:latest", web.image());
            assertTrue(engine.requests().stream().allMatch(line -> line.startsWith("GET ")));
        }
    }

    @Test
    void understands_an_answer_in_chunks() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x;a=b\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(20, WEB.substring(0, 20), WEB.length() - 20, WEB.substring(20));
        try (FakeEngine engine = new FakeEngine(socket(), path -> chunked)) {
            assertEquals(31960, engines().find(Engine.DOCKER, "web").pid());
            assertEquals(1, engine.requests().size());
        }
    }

    @Test
    void offers_the_nearest_name_where_there_is_no_such_container() throws IOException {
        try (FakeEngine engine = new FakeEngine(
                socket(),
                path -> path.equals("/containers/json")
                        ? FakeEngine.json(200, "[{\"Names\":[\"/web\"]}]")
                        : FakeEngine.json(404, "{\"message\":\"No such container: wep\"}"))) {
            Refusal refusal = refused("wep");

            assertEquals("nutshell inspect docker:web", refusal.remedy());
            assertEquals(2, engine.requests().size());
        }
    }

    @Test
    void says_that_a_container_does_not_run() throws IOException {
        String exited = "{\"Id\":\"1\",\"State\":{\"Status\":\"exited\",\"Pid\":0}}";
        try (FakeEngine engine = new FakeEngine(socket(), path -> FakeEngine.json(200, exited))) {
            assertTrue(String.valueOf(refused("web").getMessage()).contains("does not run (exited)"));
            assertEquals(1, engine.requests().size());
        }
    }

    @Test
    void says_that_no_engine_is_there() {
        Refusal refusal = refused("web");

        assertEquals(Refusal.Kind.MACHINE, refusal.kind());
        assertEquals("systemctl start docker", refusal.remedy());
    }

    @Test
    void says_that_nobody_listens_on_a_socket_left_behind() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertTrue(Files.exists(socket()));
        assertTrue(String.valueOf(refused("web").getMessage()).contains("nobody listens"));
    }

    @Test
    void does_not_wait_for_one_that_hangs() throws IOException {
        try (FakeEngine engine = new FakeEngine(socket(), path -> FakeEngine.SILENCE)) {
            EngineApi api = new EngineApi(Engine.DOCKER, socket(), SHORT);

            Refusal refusal = assertThrows(Refusal.class, () -> api.get("/info"));

            assertTrue(String.valueOf(refusal.getMessage()).contains("no answer within"), refusal.getMessage());
            assertEquals(1, engine.requests().size());
        }
    }

    @Test
    void refuses_what_is_not_http_not_json_or_not_all_there() throws IOException {
        List<String> hostile = List.of(
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 200 OK\r\n\r\n<html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
                "HTTP/1.1 200 OK\r\n" + "a".repeat(20_000),
                "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(300) + "\r\n{}",
                "HTTP/1.1 200 OK\r\n\r\n" + "[".repeat(5_000));
        for (String answer : hostile) {
            Path socket = Files.createTempDirectory(directory, "s").resolve("s");
            try (FakeEngine engine = new FakeEngine(socket, path -> answer)) {
                Refusal refusal = assertThrows(
                        Refusal.class, () -> new EngineApi(Engine.DOCKER, socket, Duration.ofSeconds(5)).get("/info"));
                assertEquals(Refusal.Kind.MACHINE, refusal.kind(), answer.substring(0, 20));
                assertEquals(1, engine.requests().size());
            }
        }
    }

    @Test
    void what_an_engine_says_does_not_steer_the_terminal() throws IOException {
        String evil = "{\"message\":\"\\u001b[2J\"}";
        try (FakeEngine engine = new FakeEngine(socket(), path -> FakeEngine.json(404, evil))) {
            assertFalse(String.valueOf(refused("web").getMessage()).contains("\u001b"));
            assertEquals(2, engine.requests().size());
        }
    }

    @Test
    void a_name_cannot_be_another_request() {
        Refusal refusal = refused("web/json HTTP/1.1\r\n\r\nPOST /containers/web/kill");

        assertEquals(Refusal.Kind.USAGE, refusal.kind());
    }

    @Test
    void looks_where_the_environment_says_then_at_the_callers_own_then_at_roots() {
        Map<String, String> ann = Map.of("XDG_RUNTIME_DIR", "/run/user/1000");

        assertEquals(
                List.of(Path.of("/run/user/1000/docker.sock"), Path.of("/run/docker.sock")),
                Engine.DOCKER.sockets(ann, false));
        assertEquals(
                List.of(Path.of("/run/podman/podman.sock"), Path.of("/run/user/1000/podman/podman.sock")),
                Engine.PODMAN.sockets(ann, true));
        assertEquals(
                List.of(Path.of("/x/d.sock")), Engine.DOCKER.sockets(Map.of("DOCKER_HOST", "unix:///x/d.sock"), false));
    }

    @Test
    void refuses_an_engine_on_another_machine() {
        Refusal refusal = assertThrows(
                Refusal.class, () -> Engine.DOCKER.sockets(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375"), true));

        assertTrue(String.valueOf(refusal.getMessage()).contains("another machine"));
    }

    @Test
    void podman_without_a_socket_is_asked_as_a_program() throws IOException {
        Path program = directory.resolve("podman");
        Files.writeString(program, """
                #!/bin/sh
                [ "$1 $2 $3 $4 $5" = "inspect --type container -- box" ] || exit 125
                echo '[{"Id":"1064f033e149","Name":"box","ImageName":"localhost/bb","State":{"Pid":31658}}]'
                """);
        assertTrue(program.toFile().setExecutable(true));
        PodmanProgram podman = new PodmanProgram(program.toString(), Duration.ofSeconds(10));

        assertEquals(
                31658,
                RunningContainer.parse(
                                Engine.PODMAN, "box", podman.inspect("box").orElseThrow())
                        .pid());
        assertTrue(podman.inspect("other").isEmpty());
    }

    @Test
    void a_podman_that_hangs_is_ended() throws IOException {
        Path program = directory.resolve("podman");
        Files.writeString(program, "#!/bin/sh\nexec sleep 30\n");
        assertTrue(program.toFile().setExecutable(true));

        Refusal refusal =
                assertThrows(Refusal.class, () -> new PodmanProgram(program.toString(), SHORT).inspect("box"));

        assertTrue(String.valueOf(refusal.getMessage()).contains("did not end"));
    }
}
