package nutshell.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nutshell.rootfs.Layer;
import nutshell.rootfs.LayerEntry;
import nutshell.rootfs.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenImageTest {

    @TempDir
    Path temp;

    private OpenImage image(Layer... layers) throws IOException {
        Path layout = temp.resolve("layout");
        Layout.of(layout, Stream.of(layers).map(Layer::tar).toArray(byte[][]::new));
        return new Images(temp, temp).open(layout.toString());
    }

    private static List<String> visible(OpenImage image) {
        List<String> paths = new ArrayList<>();
        image.merged(
                entry -> entry.kind() == LayerEntry.Kind.FILE,
                (entry, contents) ->
                        paths.add(entry.path() + "=" + new String(contents.readAllBytes(), StandardCharsets.UTF_8)));
        return paths.stream().sorted().toList();
    }

    @Test
    void hands_over_each_entry_with_its_layer() throws IOException {
        List<String> told = new ArrayList<>();
        Layer first = new Layer().directory("etc/", 0755).file("etc/a", "one").link("etc/l", "/out");
        Layer second = new Layer().file("etc/.wh.a", "").file("var/.wh..wh..opq", "");

        try (OpenImage image = image(first, second)) {
            image.entries((entry, contents) -> told.add(
                    entry.layer() + " " + entry.kind() + " " + entry.path() + " " + entry.size() + entry.link()));
        }

        assertEquals(
                List.of(
                        "1 DIRECTORY /etc 0",
                        "1 FILE /etc/a 3",
                        "1 SYMBOLIC_LINK /etc/l 0/out",
                        "2 WHITEOUT /etc/a 0",
                        "2 OPAQUE /var 0"),
                told);
    }

    @Test
    void shows_the_uppermost_of_several() throws IOException {
        try (OpenImage image = image(new Layer().file("a", "old"), new Layer().file("a", "new"))) {
            assertEquals(List.of("/a=new"), visible(image));
        }
    }

    @Test
    void does_not_show_what_a_whiteout_hides_nor_what_lay_in_it() throws IOException {
        try (OpenImage image = image(new Layer().file("d/x", "1").file("e", "2"), new Layer().file(".wh.d", ""))) {
            assertEquals(List.of("/e=2"), visible(image));
        }
    }

    @Test
    void a_whiteout_hides_nothing_of_its_own_layer() throws IOException {
        try (OpenImage image = image(
                new Layer().file("d/x", "1").file("d/y", "1"),
                new Layer().file("d/x", "2").file("d/.wh..wh..opq", "").file(".wh.d", ""))) {
            assertEquals(List.of("/d/x=2"), visible(image));
        }
    }

    @Test
    void a_file_in_the_place_of_a_directory_hides_what_was_in_it() throws IOException {
        try (OpenImage image = image(
                new Layer().file("d/x", "1"),
                new Layer().file("d", "file"),
                new Layer().directory("d/", 0755).file("d/y", "3"))) {
            assertEquals(List.of("/d/y=3"), visible(image));
        }
    }

    @Test
    void what_was_removed_and_came_back_is_there() throws IOException {
        try (OpenImage image =
                image(new Layer().file("d/x", "1"), new Layer().file("d/.wh.x", ""), new Layer().file("d/x", "3"))) {
            assertEquals(List.of("/d/x=3"), visible(image));
        }
    }

    @Test
    void is_named_by_the_digests_of_its_configuration_and_manifest() throws IOException {
        try (OpenImage image = image(new Layer().file("a", ""))) {
            assertEquals(
                    "sha256:" + Layout.sha256(("{" + Layout.START + "}").getBytes(StandardCharsets.UTF_8)), image.id());
            assertTrue(image.manifest().isPresent());
            assertEquals(List.of(image.manifest().get(), image.id()), image.digests());
        }
    }

    @Test
    void reads_an_image_for_another_machine() throws IOException {
        Layout layout = new Layout(temp.resolve("other"));
        layout.list(
                        layout.image(
                                "{\"os\":\"linux\",\"architecture\":\"s390x\"}",
                                new Layer().file("a", "x").tar()),
                        "")
                .write();

        try (OpenImage image = new Images(temp, temp).open("oci:other")) {
            assertEquals(List.of("/a=x"), visible(image));
        }
    }
}
