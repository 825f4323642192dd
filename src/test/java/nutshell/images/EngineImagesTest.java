package nutshell.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.EngineApi;
import nutshell.evidence.runtime.FakeEngine;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Layer;
import nutshell.rootfs.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineImagesTest {

    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String DIGEST = "sha256:" + "b".repeat(64);

    @TempDir
    Path temp;

    /** An archive of plain characters alone, so that it can be an answer in text. */
    private static final String ARCHIVE = new String(
            Layout.dockerSave(
                    "{\"config\":{\"User\":\"7\"}}",
                    "\"web:1\"",
                    new Layer().file("etc/a", "one").tar()),
            StandardCharsets.US_ASCII);

    private static String answer(String path) {
        String image = FakeEngine.json(200, "{\"Id\":\"" + ID + "\",\"RepoDigests\":[\"web@" + DIGEST + "\"]}");
        return Map.of(
                        "/images/web:1/json",
                        image,
                        "/images/web@" + DIGEST + "/json",
                        image,
                        "/images/" + ID + "/json",
                        image,
                        "/containers/shop/json",
                        FakeEngine.json(200, "{\"Image\":\"" + ID + "\"}"),
                        "/images/" + ID + "/get",
                        chunked(ARCHIVE),
                        "/images/json",
                        FakeEngine.json(200, "[{\"RepoTags\":[\"web:1\"]}]"))
                .getOrDefault(path, FakeEngine.json(404, "{\"message\":\"no such thing\"}"));
    }

    private static String chunked(String body) {
        int half = body.length() / 2;
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(half, body.substring(0, half), body.length() - half, body.substring(half));
    }

    private OpenImage open(String name) {
        EngineApi api = new EngineApi(Engine.DOCKER, temp.resolve("s"), Duration.ofSeconds(10));
        return new EngineImages(engine -> api).open(Engine.DOCKER, name, temp.resolve("room"));
    }

    private FakeEngine engine() throws IOException {
        return new FakeEngine(temp.resolve("s"), EngineImagesTest::answer);
    }

    @Test
    void reads_an_engine_s_image_and_only_ever_asks() throws IOException {
        List<String> paths = new ArrayList<>();
        try (FakeEngine engine = engine();
                OpenImage image = open("web:1")) {
            image.entries((entry, contents) -> paths.add(entry.path()));

            assertEquals(List.of("/etc/a"), paths);
            assertEquals("7", image.config().user());
            assertTrue(image.digests().contains("web@" + DIGEST));
            assertTrue(engine.requests().stream().allMatch(line -> line.startsWith("GET ")));
        }
    }

    @Test
    void what_it_keeps_meanwhile_has_no_name() throws IOException {
        try (FakeEngine engine = engine();
                OpenImage image = open("web:1");
                var room = Files.list(temp.resolve("room"))) {
            assertEquals(List.of(), room.toList());
            assertEquals(1, image.layers().size());
            assertEquals(2, engine.requests().size());
        }
    }

    @Test
    void finds_the_image_that_a_container_was_made_from() throws IOException {
        try (FakeEngine engine = engine();
                OpenImage image = open("shop")) {
            assertEquals(1, image.layers().size());
            assertEquals(4, engine.requests().size());
        }
    }

    @Test
    void an_image_asked_for_by_its_digest_is_pinned() throws IOException {
        try (FakeEngine engine = engine();
                OpenImage image = open("web@" + DIGEST)) {
            assertTrue(image.pinned());
            assertEquals(2, engine.requests().size());
        }
    }

    @Test
    void offers_the_nearest_name() throws IOException {
        try (FakeEngine engine = engine()) {
            Refusal refusal = assertThrows(Refusal.class, () -> open("web:2").close());

            assertEquals("nutshell image show docker:web:1", refusal.remedy());
            assertEquals(3, engine.requests().size());
        }
    }

    @Test
    void refuses_an_archive_that_ends_early() throws IOException {
        try (FakeEngine engine = new FakeEngine(
                temp.resolve("s"),
                path -> path.endsWith("/get") ? chunked(ARCHIVE).substring(0, 4000) : answer(path))) {
            Refusal refusal = assertThrows(Refusal.class, () -> open("web:1").close());

            assertTrue(String.valueOf(refusal.getMessage()).contains("ended early"), refusal.getMessage());
            assertEquals(2, engine.requests().size());
        }
    }

    @Test
    void refuses_a_name_that_would_be_another_question() {
        for (String name : List.of("", "../x", "a b", "a?b", "a%2e", "a\r\nX: y")) {
            assertEquals(
                    Refusal.Kind.USAGE,
                    assertThrows(Refusal.class, () -> open(name).close()).kind());
        }
    }
}
