package nutshell.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What inspect prints is what the kernel says, and what capture writes runs. */
@Tag("whole")
class InspectTest {

    @RegisterExtension
    final WholeProgram program = new WholeProgram();

    @BeforeEach
    void needs() {
        WholeProgram.needsRoot();
        Commands.need("busybox");
    }

    @Test
    void agrees_with_proc_of_this_very_process() throws IOException {
        JsonNode json = json("inspect", Long.toString(ProcessHandle.current().pid()), "--json");

        assertEquals("nutshell.inspect/1", json.path("schema").asText());
        assertEquals(
                status("CapEff"),
                json.path("capabilities").path("effective").path("bits").asText());
        assertEquals(
                status("CapBnd"),
                json.path("capabilities").path("bounding").path("bits").asText());
        assertEquals(status("NoNewPrivs").equals("1"), json.path("no_new_privs").asBoolean());
        assertEquals(
                status("Seccomp").equals("0") ? "disabled" : "filter",
                json.path("seccomp").path("mode").asText());
        assertEquals(
                Files.readSymbolicLink(Path.of("/proc/self/ns/uts")).toString(),
                json.path("namespaces").path("uts").path("id").asText());
        assertTrue(!json.path("namespaces").path("uts").path("own").asBoolean());
    }

    @Test
    void two_runs_of_one_recipe_do_not_differ() throws IOException {
        JsonNode json = json("inspect", "recipe:isolated", "--against", "isolated", "--json");

        assertEquals(
                0, json.path("differences").size(), json.path("differences").toString());
        assertEquals(0, json.path("together").size(), "each has namespaces of its own");
    }

    @Test
    void a_recipe_against_none_differs_in_what_it_builds() throws IOException {
        JsonNode json = json("inspect", "isolated", "--against", "naked", "--json");

        assertTrue(json.path("differences").findValuesAsText("what").contains("pids.max"));
        json.path("differences")
                .forEach(each -> assertTrue(!each.path("means").asText().isEmpty(), each.toString()));
    }

    @Test
    void refuses_nobody_by_name() {
        Commands.Result result = program.run("inspect", "nobody");

        assertEquals(2, result.status());
        assertTrue(result.err().contains("docker:NAME"), result.err());
    }

    @Test
    void what_was_captured_runs() throws IOException {
        Path recipe = program.directory().resolve("captured.nut");
        Commands.Result captured = program.run(
                "recipe", "capture", Long.toString(ProcessHandle.current().pid()), "-o", recipe.toString());
        assertEquals(0, captured.status(), captured.err());

        assertEquals(
                "hello\n",
                program.run("run", "--recipe", recipe.toString(), "--", "echo", "hello")
                        .out());
    }

    private JsonNode json(String... arguments) throws IOException {
        Commands.Result result = program.run(arguments);
        assertEquals(0, result.status(), result.err());
        return new ObjectMapper().readTree(result.out());
    }

    private static String status(String label) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(label + ":"))
                .map(line -> line.substring(label.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }
}
