package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One image of an archive, found and checked as far as its documents go. */
record Image(ImageConfig config, List<Layer> layers, Identity identity) {

    /**
     * Who it is.
     *
     * @param document its configuration, whole
     * @param id the configuration's digest, which engines call the image's id
     * @param manifest the manifest's digest, where there is a manifest
     * @param names as the archive has them
     */
    record Identity(JsonNode document, Digest id, Optional<Digest> manifest, List<String> names) {}

    /** A file in the archive, and the digest of what comes out of it, where the configuration names one. */
    record Layer(String file, String name, Optional<Digest> unpacked) {}

    /** Where a layer lies and what to call it. */
    record Stored(String file, String name) {}

    /** See the OCI image specification, {@code config.md}. */
    static Image of(Identity identity, List<Stored> stored) throws Unfit {
        JsonNode config = identity.document();
        List<String> unpacked = Documents.texts(config.path("rootfs").path("diff_ids"), "rootfs.diff_ids");
        if (!unpacked.isEmpty() && unpacked.size() != stored.size()) {
            throw Unfit.damaged(
                    "the configuration names %d layers, the manifest %d".formatted(unpacked.size(), stored.size()));
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            Optional<Digest> digest = unpacked.isEmpty() ? Optional.empty() : Optional.of(Digest.of(unpacked.get(i)));
            layers.add(new Layer(stored.get(i).file, stored.get(i).name, digest));
        }
        return new Image(start(config.path("config")), layers, identity);
    }

    /** Whoever only looks into an image need not be able to run it. */
    void requireRunsHere() throws Unfit {
        Platform platform = Platform.of(identity.document());
        if (platform.says() && !Platform.ofThisMachine().runs(platform)) {
            throw Unfit.damaged(
                    "the image is for %s, and this machine is %s".formatted(platform, Platform.ofThisMachine()));
        }
    }

    private static ImageConfig start(JsonNode config) throws Unfit {
        return new ImageConfig(
                Documents.texts(config.path("Env"), "config.Env"),
                Documents.texts(config.path("Entrypoint"), "config.Entrypoint"),
                Documents.texts(config.path("Cmd"), "config.Cmd"),
                config.path("User").asText(""),
                config.path("WorkingDir").asText(""));
    }
}
