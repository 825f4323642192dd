package nutshell.rootfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds OCI image layouts in a directory. */
public final class Layout {

    public static final String START =
            "\"config\":{\"Env\":[\"A=b\"],\"Entrypoint\":[\"/e\"],\"Cmd\":[\"c\"],\"User\":\"7\","
                    + "\"WorkingDir\":\"/w\"}";

    public final Path directory;
    private final List<String> index = new ArrayList<>();

    public Layout(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("blobs/sha256"));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    /** An image whose configuration names no digests of unpacked layers. */
    public static Layout of(Path directory, byte[]... layers) throws IOException {
        Layout layout = new Layout(directory);
        layout.list(layout.image("{" + START + "}", layers), "");
        return layout.write();
    }

    public String image(String config, byte[]... layers) throws IOException {
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            descriptors.add(blob(layer));
        }
        return blob("{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(blob(config), String.join(",", descriptors)));
    }

    public static String unpacked(byte[]... layers) {
        return "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}"
                .formatted(Arrays.stream(layers)
                        .map(layer -> "\"sha256:" + sha256(layer) + "\"")
                        .collect(Collectors.joining(",")));
    }

    /** Returns the descriptor without its closing brace's company: {@code {"digest":…,"size":…}}. */
    public String blob(String text) throws IOException {
        return blob(text.getBytes(StandardCharsets.UTF_8));
    }

    public String blob(byte[] content) throws IOException {
        Files.write(directory.resolve("blobs/sha256").resolve(sha256(content)), content);
        return "{\"mediaType\":\"\",\"digest\":\"sha256:%s\",\"size\":%d}".formatted(sha256(content), content.length);
    }

    public Layout list(String descriptor, String more) {
        index.add(with(descriptor, more));
        return this;
    }

    public static String with(String descriptor, String more) {
        return more.isEmpty() ? descriptor : descriptor.substring(0, descriptor.length() - 1) + "," + more + "}";
    }

    public static String tagged(String tag) {
        return "\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + tag + "\"}";
    }

    public static String platform(String architecture) {
        return "\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
    }

    public Layout write() throws IOException {
        Files.writeString(directory.resolve("index.json"), "{\"manifests\":[" + String.join(",", index) + "]}");
        return this;
    }

    public OciImage read() {
        return OciImage.at(directory.toString(), directory);
    }

    public byte[] asTar() throws IOException {
        Layer tar = new Layer();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                tar.file(directory.relativize(file).toString(), Files.readAllBytes(file), 0644);
            }
        }
        return tar.tar();
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code docker save} wrote before it wrote layouts: no digest anywhere, unless in the configuration. */
    public static byte[] dockerSave(String config, String tags, byte[]... layers) {
        Layer tar = new Layer().file("config.json", config);
        List<String> names = new ArrayList<>();
        for (byte[] layer : layers) {
            String name = "l%d/layer.tar".formatted(names.size());
            names.add("\"" + name + "\"");
            tar.file(name, layer, 0644);
        }
        return tar.file(
                        "manifest.json",
                        "[{\"Config\":\"config.json\",\"RepoTags\":[%s],\"Layers\":[%s]}]"
                                .formatted(tags, String.join(",", names)))
                .tar();
    }
}
