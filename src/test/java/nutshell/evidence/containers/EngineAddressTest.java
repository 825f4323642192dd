package nutshell.evidence.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nutshell.evidence.Facts;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAddressTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void the_variable_comes_before_the_context_and_the_context_before_the_usual_place() throws IOException {
        context("aa", "mine", "unix:///run/mine.sock");
        config("mine");

        assertEquals(
                Path.of("/run/x.sock"),
                first("DOCKER_HOST", "unix:///run/x.sock").socket());
        EngineAddress mine = first();
        assertEquals("docker", mine.label());
        assertEquals(Path.of("/run/mine.sock"), mine.socket());
        assertTrue(mine.asked());
        assertEquals(
                Path.of("/run/docker.sock"), first("DOCKER_CONTEXT", "default").socket());
    }

    @Test
    void contexts_of_this_machine_that_are_not_in_use_are_looked_at_where_they_listen() throws IOException {
        Path there = Files.writeString(home.resolve("rootless.sock"), "");
        context("aa", "rootless", "unix://" + there);
        context("bb", "dead", "unix:///nowhere/docker.sock");
        context("cc", "far", "ssh://me@far.example");

        List<EngineAddress> all = addresses();

        assertTrue(
                all.stream().anyMatch(each -> each.label().equals("docker@rootless") && !each.asked()), all.toString());
        assertTrue(all.stream().noneMatch(each -> each.label().matches(".*(dead|far).*")), all.toString());
    }

    @Test
    void an_engine_elsewhere_is_unknown_and_no_password_of_its_address_is_told() throws IOException {
        context("cc", "far", "ssh://me:PLANTED@far.example");
        config("far");

        List<Facts> facts = Engines.read(List.of(first()));

        assertEquals("docker at ssh://far.example", facts.get(0).subject());
        assertEquals(
                "docker context far is ssh://far.example, an engine whose processes are not in this machine's /proc; "
                        + "run nutshell there",
                facts.get(0).get(Facts.ALL).unseen().orElse(""));
        assertFalse(facts.toString().contains("PLANTED"));
        assertEquals(
                "docker at tcp://10.0.0.1:2375",
                first("DOCKER_HOST", "tcp://10.0.0.1:2375").label());
    }

    @Test
    void a_context_that_is_not_written_down_is_unknown() throws IOException {
        config("gone");
        Files.createDirectories(home.resolve(".docker/contexts/meta/zz"));
        Files.writeString(home.resolve(".docker/contexts/meta/zz/meta.json"), "not json");

        assertTrue(first().elsewhere().orElse("").contains("not written down"), first().toString());
    }

    @Test
    void an_address_that_does_not_tell_whose_it_is_is_called_an_engine_until_it_answers() {
        assertEquals(
                "podman", EngineAddress.parse("unix:///run/podman/podman.sock").label());
        assertEquals("docker", EngineAddress.parse("/run/docker.sock").label());
        assertEquals("engine", EngineAddress.parse("unix:///srv/e.sock").label());
    }

    @Test
    void podman_has_a_variable_and_no_contexts() {
        Map<String, String> environment = Map.of("HOME", home.toString(), "CONTAINER_HOST", "unix:///run/p.sock");

        EngineAddress first =
                EngineAddress.ofThisMachine(Engine.PODMAN, environment).get(0);

        assertEquals(Path.of("/run/p.sock"), first.socket());
        assertEquals(Engine.PODMAN, first.engine());
        assertThrows(Refusal.class, () -> EngineAddress.parse("tcp://10.0.0.1:2375"));
    }

    private void context(String folder, String name, String host) throws IOException {
        Path directory =
                Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(folder));
        Files.writeString(directory.resolve("meta.json"), """
                {"Name":"%s","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":false}}}""".formatted(name, host));
    }

    private void config(String current) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"%s\"}".formatted(current));
    }

    private EngineAddress first(String... variable) {
        return addresses(variable).get(0);
    }

    private List<EngineAddress> addresses(String... variable) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        if (variable.length == 2) {
            environment.put(variable[0], variable[1]);
        }
        return EngineAddress.ofThisMachine(Engine.DOCKER, environment);
    }
}
