package nutshell.rootfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** A place where a test makes images and has them unpacked or refused. */
record Images(Path temp) {

    /** Where an image is unpacked. */
    Path tree() {
        return temp.resolve("tree");
    }

    static Layer hello(String text) {
        return new Layer().file("hello", text);
    }

    Layout layout() throws IOException {
        return new Layout(temp.resolve("layout"));
    }

    Layout layout(byte[]... layers) throws IOException {
        return Layout.of(temp.resolve("layout"), layers);
    }

    /** An image in one file. */
    OciImage file(byte[] content) throws IOException {
        Path file =
                Files.write(Files.createDirectories(temp.resolve("archives")).resolve("image.tar"), content);
        return OciImage.at(file.toString(), temp);
    }

    /** Unpacks an image of these layers and returns its root. */
    Path unpack(Layer... layers) throws IOException {
        return unpacked(layers).root();
    }

    Prepared unpacked(Layer... layers) throws IOException {
        return layout(Arrays.stream(layers).map(Layer::tar).toArray(byte[][]::new))
                .read()
                .prepare(tree());
    }

    /** What the file of {@link #hello} holds once the image is unpacked. */
    String unpacked(OciImage image) throws IOException {
        return Files.readString(image.prepare(tree()).root().resolve("hello"));
    }

    Refusal refused(OciImage image) {
        return refused(image, Limits.USUAL);
    }

    private Refusal refused(OciImage image, Limits limits) {
        Refusal refusal = assertThrows(Refusal.class, () -> image.prepare(tree(), limits));
        assertFalse(Files.exists(tree()), "half a tree is left");
        return refusal;
    }

    void refuses(String reason, OciImage image) {
        String message = refused(image).toString();
        assertTrue(message.contains(reason), message);
    }

    void refuses(Refusal.Kind kind, String reason, Layer layer) throws IOException {
        refuses(kind, reason, Limits.USUAL, layer.tar());
    }

    void refuses(Refusal.Kind kind, String reason, Limits limits, byte[] layer) throws IOException {
        Refusal refusal = refused(limits, layer);
        assertTrue(refusal.toString().contains(reason), refusal.toString());
        assertEquals(kind, refusal.kind());
    }

    /** Has an image of this layer alone refused, in words that name both. */
    Refusal refused(Limits limits, byte[] layer) throws IOException {
        Refusal refusal = refused(layout(layer).read(), limits);
        assertTrue(refusal.toString().contains(temp.resolve("layout") + " cannot be unpacked: layer 1 of 1 (sha256:"));
        return refusal;
    }

    static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
