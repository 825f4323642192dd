package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a document names a blob. See the OCI image specification, {@code descriptor.md}. */
record Descriptor(String mediaType, Digest digest, long size, Platform platform, Optional<String> name, String kind) {

    private static final String REF_NAME = "org.opencontainers.image.ref.name";

    static List<Descriptor> all(JsonNode nodes, String field) throws Unfit {
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonNode node : Documents.array(nodes, field)) {
            descriptors.add(of(node));
        }
        return descriptors;
    }

    static Descriptor of(JsonNode node) throws Unfit {
        if (!node.path("size").canConvertToLong()) {
            throw Unfit.damaged("a descriptor names no size");
        }
        return new Descriptor(
                node.path("mediaType").asText(""),
                Digest.of(node.path("digest").asText("")),
                node.path("size").longValue(),
                Platform.of(node.path("platform")),
                Optional.of(node.path("annotations").path(REF_NAME).asText("")).filter(name -> !name.isBlank()),
                node.path("annotations").path("kind").asText(""));
    }

    /** What lies beside an image in a layout that cosign(1) saved: signatures, attestations, lists of parts. */
    boolean isAboutAnImage() {
        return kind.matches("dev\\.(cosignproject|sigstore)\\.cosign/(sigs|atts|sboms)")
                || name.filter(text -> text.matches("(.*:)?sha256-[0-9a-f]{64}\\.(sig|att|sbom)"))
                        .isPresent();
    }

    /** A name may be a tag alone or end in one. */
    boolean isNamed(String tag) {
        return name.filter(text -> text.equals(tag) || text.endsWith(":" + tag)).isPresent();
    }
}
