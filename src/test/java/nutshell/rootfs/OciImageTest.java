package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciImageTest {

    private static final String HERE = Platform.ofThisMachine().architecture();

    @TempDir
    Path temp;

    private Images images;

    @BeforeEach
    void lay_out() {
        images = new Images(temp);
    }

    @Test
    void unpacks_plain_gzip_and_zstd_layers_in_their_order() throws IOException {
        byte[] members = Layer.gzip(new Layer().file("b", "2").tar());
        Layout layout = images.layout(
                Images.hello("1").tar(), members, Layer.zstd(Images.hello("3").tar()));

        Prepared prepared = layout.read().prepare(temp.resolve("tree"));

        assertEquals("3", Files.readString(prepared.root().resolve("hello")));
        assertTrue(prepared.summary().startsWith("3 files from 3 layers, 3 bytes"), prepared.summary());
    }

    @Test
    void tells_how_the_image_wants_to_be_started() throws IOException {
        Prepared prepared = images.layout(Images.hello("1").tar()).read().prepare(temp.resolve("tree"));

        assertEquals(
                Optional.of(new ImageConfig(List.of("A=b"), List.of("/e"), List.of("c"), "7", "/w")),
                prepared.config());
    }

    @Test
    void reads_a_layout_in_a_tar_and_in_compressed_tars_and_leaves_nothing_beside_the_tree() throws IOException {
        byte[] tar = images.layout(Images.hello("tar").tar()).asTar();

        for (byte[] archive : List.of(tar, Layer.gzip(tar), Layer.zstd(tar))) {
            assertEquals("tar", images.unpacked(images.file(archive)));
            Deletion.tree(temp.resolve("tree"));
            try (Stream<Path> beside = Files.list(temp)) {
                assertEquals(2, beside.count());
            }
        }
    }

    @Test
    void reads_what_docker_saves() throws IOException {
        byte[] layer = Images.hello("docker").tar();
        String config = "{" + Layout.START + "," + Layout.unpacked(layer) + "}";

        assertEquals("docker", images.unpacked(images.file(Layout.dockerSave(config, "\"box:1\"", layer))));
    }

    @Test
    void follows_the_links_of_older_docker_archives() throws IOException {
        byte[] archive = new Layer()
                .file("c.json", "{}")
                .file("a/layer.tar", Images.hello("linked").tar(), 0644)
                .link("b/layer.tar", "../a/layer.tar")
                .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"b/layer.tar\"]}]")
                .tar();

        assertEquals("linked", images.unpacked(images.file(archive)));
    }

    @Test
    void finds_files_behind_long_names_in_an_archive() throws IOException {
        String name = "n".repeat(150);
        byte[] archive = new Layer()
                .file(name, Images.hello("long").tar(), 0644)
                .file("c.json", "{}")
                .file("manifest.json", "[{\"Config\":\"c.json\",\"Layers\":[\"" + name + "\"]}]")
                .tar();

        assertEquals("long", images.unpacked(images.file(archive)));
    }

    @Test
    void chooses_this_machine_s_platform_in_nested_indexes() throws IOException {
        Layout layout = images.layout();
        String other = Layout.with(layout.image("{}", Images.hello("other").tar()), Layout.platform("pdp11"));
        String mine = Layout.with(layout.image("{}", Images.hello("mine").tar()), Layout.platform(HERE));
        String nested = layout.blob("{\"manifests\":[" + other + "," + mine + "]}");
        layout.list(nested, "").write();

        assertEquals("mine", images.unpacked(layout.read()));
    }

    @Test
    void refuses_an_image_for_other_machines_only() throws IOException {
        Layout layout = images.layout();
        layout.list(layout.image("{}", Images.hello("other").tar()), Layout.platform("pdp11"))
                .write();

        images.refuses("no image for this machine (linux/" + HERE + "), only for linux/pdp11", layout.read());
    }

    @Test
    void refuses_a_configuration_for_another_machine() throws IOException {
        Layout layout = images.layout();
        layout.list(
                        layout.image(
                                "{\"os\":\"linux\",\"architecture\":\"pdp11\"}",
                                Images.hello("x").tar()),
                        "")
                .write();

        images.refuses("the image is for linux/pdp11", layout.read());
    }

    @Test
    void chooses_by_tag_and_does_not_guess() throws IOException {
        Layout layout = images.layout();
        layout.list(layout.image("{}", Images.hello("one").tar()), Layout.tagged("one"));
        layout.list(layout.image("{}", Images.hello("two").tar()), Layout.tagged("box:two"))
                .write();

        assertEquals("two", images.unpacked(OciImage.at(layout.directory + ":two", temp)));
        Deletion.tree(temp.resolve("tree"));
        images.refuses("several images: box:two, one", layout.read());
        Refusal unknown = images.refused(OciImage.at(layout.directory + ":onw", temp));
        assertEquals(Refusal.Kind.USAGE, unknown.kind());
        assertEquals("rootfs oci:PATH:one", unknown.remedy());
    }

    @Test
    void chooses_among_several_saved_images_by_tag() throws IOException {
        byte[] archive = new Layer()
                .file("c.json", "{}")
                .file("a.tar", Images.hello("a").tar(), 0644)
                .file("b.tar", Images.hello("b").tar(), 0644)
                .file("manifest.json", """
                        [{"Config":"c.json","RepoTags":["box:a"],"Layers":["a.tar"]},
                         {"Config":"c.json","RepoTags":["box:b"],"Layers":["b.tar"]}]""")
                .tar();
        OciImage all = images.file(archive);

        assertEquals("b", images.unpacked(new OciImage(all.path(), Optional.of("b"), Optional.empty())));
        Deletion.tree(temp.resolve("tree"));
        images.refuses("several images: box:a, box:b", all);
    }
}
