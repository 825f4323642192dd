package nutshell.distribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program as an image of two layers, what it stands on and itself: an image layout of the OCI in one archive, which
 * {@code docker load}, {@code podman load} and {@code rootfs oci:} read.
 */
record ContainerImage(Path base, Path tree, Release release) {

    private static final String HOME = "usr/lib/nutshell";
    private static final String TYPE = "application/vnd.oci.image.";
    private static final int FILE = 0644;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** A blob as others name it. */
    private record Blob(String type, String digest, long size) {

        Map<String, Object> descriptor() {
            return Map.of("mediaType", TYPE + type, "digest", "sha256:" + digest, "size", size);
        }

        String path() {
            return "blobs/sha256/" + digest;
        }
    }

    /** A layer's blob, the file that holds it meanwhile, and the digest of what is in there before compression. */
    private record Layer(Blob blob, Path file, String diffId) {}

    void write(Path file) throws IOException {
        Layer below = layer(file.resolveSibling("base.layer"), tar -> tar.tree(base, ""));
        Layer own = layer(
                file.resolveSibling("program.layer"),
                tar -> tar.link("bin/nutshell", "/" + HOME + "/nutshell")
                        .directory("usr/lib", 0755)
                        .tree(tree, HOME));
        List<Layer> layers = List.of(below, own);
        byte[] config = JSON.writeValueAsBytes(config(layers));
        Blob configBlob = blob("config.v1+json", config);
        byte[] manifest = JSON.writeValueAsBytes(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                TYPE + "manifest.v1+json",
                "config",
                configBlob.descriptor(),
                "layers",
                layers.stream().map(layer -> layer.blob.descriptor()).toList()));
        Blob manifestBlob = blob("manifest.v1+json", manifest);
        try (Tar tar = Tar.plain(file, release)) {
            tar.file("oci-layout", FILE, JSON.writeValueAsBytes(Map.of("imageLayoutVersion", "1.0.0")));
            tar.file("index.json", FILE, JSON.writeValueAsBytes(index(manifestBlob)));
            tar.file("manifest.json", FILE, JSON.writeValueAsBytes(List.of(forDocker(configBlob, layers))));
            tar.directory("blobs", 0755).directory("blobs/sha256", 0755);
            tar.file(configBlob.path(), FILE, config).file(manifestBlob.path(), FILE, manifest);
            for (Layer layer : layers) {
                tar.copy(layer.blob.path(), layer.file);
            }
        }
        for (Layer layer : layers) {
            Files.delete(layer.file);
        }
    }

    private interface Content {
        void into(Tar tar) throws IOException;
    }

    private Layer layer(Path file, Content content) throws IOException {
        DigestOutputStream compressed =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), sha256());
        DigestOutputStream plain = new DigestOutputStream(Tar.compressed(compressed), sha256());
        try (Tar tar = Tar.to(plain, release)) {
            content.into(tar);
        }
        Blob blob = new Blob("layer.v1.tar+gzip", hex(compressed.getMessageDigest()), Files.size(file));
        return new Layer(blob, file, "sha256:" + hex(plain.getMessageDigest()));
    }

    private Map<String, Object> config(List<Layer> layers) {
        Map<String, Object> config = new TreeMap<>();
        config.put("architecture", release.architecture());
        config.put("os", "linux");
        config.put("created", release.date().toString());
        config.put(
                "config",
                Map.of(
                        "Entrypoint",
                        List.of("/" + HOME + "/nutshell"),
                        "Env",
                        List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8"),
                        "Labels",
                        Map.of(
                                "org.opencontainers.image.title",
                                "nutshell",
                                "org.opencontainers.image.version",
                                release.version(),
                                "org.opencontainers.image.licenses",
                                "Apache-2.0")));
        config.put(
                "rootfs",
                Map.of(
                        "type",
                        "layers",
                        "diff_ids",
                        layers.stream().map(Layer::diffId).toList()));
        config.put(
                "history",
                List.of(
                        Map.of("created_by", "busybox and the libraries of the runtime"),
                        Map.of("created_by", "nutshell package")));
        return config;
    }

    private Map<String, Object> index(Blob manifest) {
        Map<String, Object> entry = new TreeMap<>(manifest.descriptor());
        entry.put("platform", Map.of("os", "linux", "architecture", release.architecture()));
        entry.put("annotations", Map.of("org.opencontainers.image.ref.name", "nutshell:" + release.version()));
        return Map.of("schemaVersion", 2, "mediaType", TYPE + "index.v1+json", "manifests", List.of(entry));
    }

    /** The older index, from which the image gets its name there. */
    private Map<String, Object> forDocker(Blob config, List<Layer> layers) {
        return Map.of(
                "Config",
                config.path(),
                "RepoTags",
                List.of("nutshell:" + release.version()),
                "Layers",
                layers.stream().map(layer -> layer.blob.path()).toList());
    }

    private static Blob blob(String type, byte[] content) {
        return new Blob(type, HexFormat.of().formatHex(sha256().digest(content)), content.length);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
