package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** See the XDG Base Directory Specification. */
class PlacesTest {

    private static Places places(Map<String, String> environment, boolean runIsOurs) {
        return Places.of(environment, "/home/ann", runIsOurs);
    }

    @Test
    void keeps_things_at_home_where_nothing_is_said() {
        assertEquals(
                new Places(
                        Path.of("/home/ann/.local/state/nutshell"),
                        Path.of("/home/ann/.cache/nutshell"),
                        Path.of("/home/ann/.local/state/nutshell/run")),
                places(Map.of(), false));
    }

    @Test
    void follows_the_environment() {
        assertEquals(
                new Places(Path.of("/s/nutshell"), Path.of("/c/nutshell"), Path.of("/run/user/7/nutshell")),
                places(
                        Map.of("XDG_STATE_HOME", "/s", "XDG_CACHE_HOME", "/c", "XDG_RUNTIME_DIR", "/run/user/7"),
                        false));
    }

    @Test
    void root_runs_in_run() {
        assertEquals(
                Path.of("/run/nutshell"),
                places(Map.of("XDG_RUNTIME_DIR", "/run/user/0"), true).running());
    }

    @Test
    void ignores_a_relative_path_as_the_specification_asks() {
        assertEquals(
                places(Map.of(), false),
                places(Map.of("XDG_STATE_HOME", "s", "XDG_CACHE_HOME", "", "XDG_RUNTIME_DIR", "../run"), false));
    }

    @Test
    void what_is_made_for_a_person_nobody_else_may_enter(@TempDir Path home) throws IOException {
        Path state = home.resolve(".local/state/nutshell");

        Places.personal(state.resolve("check"));

        for (Path made : List.of(home.resolve(".local"), state, state.resolve("check"))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        }
    }
}
