package nutshell.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nutshell.rootfs.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencesTest {

    @TempDir
    Path temp;

    private Differences between(String config, byte[][] layers, String otherConfig, byte[][] others)
            throws IOException {
        Made made = new Made(temp);
        try (OpenImage one = made.image("one", config, layers);
                OpenImage other = made.image("other", otherConfig, others)) {
            return Differences.of(one, other);
        }
    }

    private static byte[][] layers(Layer... layers) {
        return java.util.Arrays.stream(layers).map(Layer::tar).toArray(byte[][]::new);
    }

    @Test
    void tells_files_by_path_as_they_look_in_the_end() throws IOException {
        byte[] base =
                new Layer().file("same", "1").file("a", "1").file("gone", "1").tar();
        Differences differences = between(Made.config(""), new byte[][] {base}, Made.config(""), new byte[][] {
            base,
            new Layer()
                    .file("a", new byte[] {'2'}, 0600)
                    .file("new", "")
                    .file(".wh.gone", "")
                    .tar()
        });

        assertEquals(1, differences.common());
        assertEquals(
                List.of(
                        new Differences.FileDifference("/a", "content, mode 0644 to 0600"),
                        new Differences.FileDifference("/gone", "removed"),
                        new Differences.FileDifference("/new", "added")),
                differences.files());
    }

    @Test
    void does_not_mind_how_many_layers_made_the_same() throws IOException {
        assertEquals(
                List.of(),
                between(
                                Made.config(""),
                                layers(new Layer().file("a", "1").file("b", "2")),
                                Made.config(""),
                                layers(new Layer().file("a", "1"), new Layer().file("b", "2")))
                        .files());
    }

    @Test
    void tells_settings_and_no_secret() throws IOException {
        Differences differences = between(
                Made.config("\"User\":\"7\",\"Env\":[\"A=1\",\"DB_PASSWORD=hunter2one\"]"),
                layers(new Layer()),
                Made.config("\"Env\":[\"A=2\",\"DB_PASSWORD=hunter2two\"],\"Cmd\":[\"x\",\"--password\",\"hunter2\"]"),
                layers(new Layer()));

        assertEquals(
                List.of("Cmd", "Env A", "Env DB_PASSWORD", "User"),
                differences.settings().stream().map(Differences.Setting::name).toList());
        assertEquals(
                new Differences.Setting("User", "7", ""), differences.settings().get(3));
        assertFalse(differences.toString().contains("hunter2"), differences.toString());
    }
}
