package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedImageTest {

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void refuses_a_blob_whose_digest_does_not_match() throws IOException {
        byte[] layer = Images.hello("true").tar();
        Layout layout = images.layout(layer);
        byte[] forged = layer.clone();
        forged[512] ^= 1;
        Files.write(layout.directory.resolve("blobs/sha256").resolve(Layout.sha256(layer)), forged);

        images.refuses("expected sha256:" + Layout.sha256(layer).substring(0, 12), layout.read());
    }

    @Test
    void refuses_a_layer_that_is_not_the_one_the_configuration_names() throws IOException {
        String config = "{" + Layout.unpacked(Images.hello("true").tar()) + "}";

        images.refuses(
                "its content has the digest",
                images.file(Layout.dockerSave(config, "", Images.hello("forged").tar())));
    }

    @Test
    void refuses_a_missing_blob() throws IOException {
        byte[] layer = Images.hello("x").tar();
        Layout layout = images.layout(layer);
        Files.delete(layout.directory.resolve("blobs/sha256").resolve(Layout.sha256(layer)));

        images.refuses("is missing", layout.read());
    }

    @Test
    void refuses_a_digest_that_is_a_path() throws IOException {
        Layout layout = images.layout();
        layout.list("{\"digest\":\"sha256:../../../secret\",\"size\":1}", "").write();

        images.refuses("'sha256:../../../secret' is no digest", layout.read());
    }

    @Test
    void refuses_a_saved_layer_that_lies_elsewhere() throws IOException {
        Path directory = Files.createDirectories(temp.resolve("saved"));
        Files.write(temp.resolve("secret.tar"), Images.hello("secret").tar());
        Files.writeString(directory.resolve("c.json"), "{}");
        Files.writeString(
                directory.resolve("manifest.json"), "[{\"Config\":\"c.json\",\"Layers\":[\"../secret.tar\"]}]");

        images.refuses("../secret.tar, which manifest.json names, is missing", OciImage.at("saved", temp));
    }

    @Test
    void refuses_indexes_that_name_one_another_without_end() throws IOException {
        Layout layout = images.layout();
        String nested = layout.blob("{\"manifests\":[]}");
        for (int i = 0; i < 10; i++) {
            nested = layout.blob("{\"manifests\":[" + nested + "]}");
        }
        layout.list(nested, "").write();
        images.refuses("more than 8 deep", layout.read());
    }

    @Test
    void refuses_an_index_that_names_itself() throws IOException {
        Layout layout = images.layout();
        String digest = "0".repeat(64);
        String itself = "{\"digest\":\"sha256:%s\",\"size\":100}".formatted(digest);
        Files.writeString(layout.directory.resolve("blobs/sha256/" + digest), "{\"manifests\":[" + itself + "]}");
        layout.list(itself, "").write();

        images.refuses("its content has the digest", layout.read());
    }

    @Test
    void refuses_documents_that_make_no_sense() throws IOException {
        for (String index : List.of("", "[", "7", "{}", "null", "{\"manifests\":{}}", "{\"manifests\":[7]}", "{} {}")) {
            Layout layout = images.layout();
            Files.writeString(layout.directory.resolve("index.json"), index);
            assertEquals(Refusal.Kind.FAILED, images.refused(layout.read()).kind(), index);
        }
    }

    @Test
    void refuses_a_document_that_is_too_large() throws IOException {
        Layout layout = images.layout();
        Files.writeString(layout.directory.resolve("index.json"), " ".repeat((4 << 20) + 1));

        images.refuses("index.json is larger than 4.2 MB", layout.read());
    }

    @Test
    void leaves_alone_what_is_not_empty() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        Files.writeString(tree.resolve("mine"), "x");
        OciImage image = images.layout(Images.hello("x").tar()).read();

        assertThrows(Refusal.class, () -> image.prepare(tree));
        assertEquals("x", Files.readString(tree.resolve("mine")));
    }

    @Test
    void leaves_an_empty_directory_empty_when_it_fails() throws IOException {
        Path tree = Files.createDirectory(temp.resolve("tree"));
        OciImage image = images.layout(
                        Images.hello("x").directory("shut", 0).file("../x", "").tar())
                .read();

        assertThrows(Refusal.class, () -> image.prepare(tree));
        try (Stream<Path> left = Files.list(tree)) {
            assertEquals(0, left.count());
        }
    }
}
