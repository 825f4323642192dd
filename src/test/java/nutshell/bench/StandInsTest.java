package nutshell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nutshell.container.Places;
import nutshell.container.Session;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.EngineApi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("machine")
@Timeout(900)
class StandInsTest {

    @TempDir
    Path temp;

    @Test
    void are_processes_that_live_as_long_as_they_are_asked_about() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        assumeTrue(Peer.find("busybox").isPresent(), "needs busybox");
        Places places = new Places(temp.resolve("state"), temp.resolve("cache/nutshell"), temp.resolve("running"));
        List<Integer> pids = new ArrayList<>();
        Path socket;
        try (Session session = Session.begin(places, false);
                Stage stage = new Stage(session)) {
            try (StandIns standIns = new StandIns(stage, 3, StandInsTest::json)) {
                socket = standIns.socket();
                EngineApi api = new EngineApi(Engine.DOCKER, socket, Duration.ofSeconds(10));
                for (JsonNode one : api.get("/containers/json").body()) {
                    JsonNode inspected = api.get(
                                    "/v1.41/containers/" + one.path("Id").asText("") + "/json")
                            .body();
                    pids.add(inspected.path("State").path("Pid").asInt());
                }
                assertEquals(3, pids.size());
                assertTrue(pids.stream().allMatch(StandInsTest::lives));
                assertEquals(404, api.get("/images/json").status());
            }
            assertTrue(pids.stream().noneMatch(StandInsTest::lives));
            assertFalse(Files.exists(socket));
        }
    }

    private static boolean lives(int pid) {
        return Files.exists(Path.of("/proc", Integer.toString(pid)));
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
