package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody has signed about an image, and the signature, as cosign(1) lays them into a layout beside the image: a
 * manifest whose layers are payloads.
 *
 * @param signature in base64
 */
public record SignedPayload(String payload, String signature) {

    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final int MOST = 64;

    static List<SignedPayload> in(Documents documents) throws IOException {
        List<SignedPayload> payloads = new ArrayList<>();
        if (!documents.has("index.json")) {
            return payloads;
        }
        for (Descriptor about :
                Descriptor.all(documents.read("index.json").path("manifests"), "index.json: manifests")) {
            if (about.isAboutAnImage() && payloads.size() < MOST) {
                add(documents, Documents.array(documents.read(about).path("layers"), "layers"), payloads);
            }
        }
        return payloads;
    }

    private static void add(Documents documents, JsonNode layers, List<SignedPayload> payloads) throws IOException {
        for (JsonNode layer : layers) {
            String signature = layer.path("annotations").path(SIGNATURE).asText("");
            if (!signature.isEmpty()
                    && layer.path("mediaType").asText("").equals(MEDIA_TYPE)
                    && payloads.size() < MOST) {
                payloads.add(new SignedPayload(documents.text(Descriptor.of(layer)), signature));
            }
        }
    }
}
