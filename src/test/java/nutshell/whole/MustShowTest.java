package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("whole")
class MustShowTest {

    static final List<String> LINES = List.of(
            "rootfs busybox",
            "unshare uts mnt pid net ipc cgroup",
            "sethostname box",
            "pivot_root",
            "mount proc",
            "cgroup set pids.max 20",
            "exec sh -c \"hostname; echo $$; ps; ls /\"");

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeAll
    static void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    void builds_a_container_from_seven_lines() {
        Commands.Result result = program.batch(LINES).wellDone();

        List<String> lines = result.lines();
        assertEquals(List.of("box", "1"), lines.subList(0, 2));
        List<String> processes =
                lines.stream().filter(line -> line.matches(" *[0-9]+ root .*")).toList();
        assertTrue(processes.size() <= 2 && processes.get(0).strip().startsWith("1 root"), result.out());
        assertTrue(lines.containsAll(List.of("bin", "dev", "etc", "proc", "sys", "tmp")), result.out());
        assertEquals("", result.err());
    }

    @Test
    void tells_each_line_as_one_object() throws IOException {
        Commands.Result result = program.batch(LINES, "--json").wellDone();

        assertEquals(LINES.size(), result.lines().size());
        for (int i = 0; i < LINES.size(); i++) {
            JsonNode object = new ObjectMapper().readTree(result.lines().get(i));
            assertEquals("nutshell.line/1", object.get("schema").asText());
            assertEquals(LINES.get(i), object.get("line").asText());
            assertTrue(object.get("ok").asBoolean());
            assertTrue(object.get("error").isNull());
            has(object, "output");
            object.get("syscalls").forEach(call -> has(call, "name", "args", "result", "errno", "micros"));
            object.get("changes").forEach(change -> has(change, "what", "before", "after"));
        }
        JsonNode last = new ObjectMapper().readTree(result.lines().get(LINES.size() - 1));
        assertTrue(last.get("output").asText().startsWith("box\n1\n"), last.toString());
    }

    @Test
    void tells_a_refusal_in_the_same_form() throws IOException {
        Commands.Result result =
                program.batch(List.of("unshare pid", "unshare pid", "unshare uts"), "--json", "--keep-going");

        assertEquals(1, result.status());
        JsonNode refused = new ObjectMapper().readTree(result.lines().get(1));
        assertEquals("EINVAL", refused.get("error").get("errno").asText());
        assertEquals("unshare(CLONE_NEWPID)", refused.get("error").get("call").asText());
        has(refused.get("error"), "call", "errno", "likely", "try");
        assertEquals(3, result.lines().size());
    }

    private static void has(JsonNode object, String... keys) {
        Set<String> there = new TreeSet<>();
        object.fieldNames().forEachRemaining(there::add);
        List<String> missing = new ArrayList<>(List.of(keys));
        missing.removeAll(there);
        assertEquals(List.of(), missing, object.toString());
    }
}
