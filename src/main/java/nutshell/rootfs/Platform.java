package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What an image was built for, in Go's words, as the OCI specification has them. */
record Platform(String os, String architecture) {

    private static final Map<String, String> GO =
            Map.of("x86_64", "amd64", "x86", "386", "i386", "386", "aarch64", "arm64");

    /** 64-bit kernels usually run the 32-bit programs of the same family. */
    private static final Map<String, Set<String>> ALSO_RUNS = Map.of("amd64", Set.of("386"), "arm64", Set.of("arm"));

    static Platform ofThisMachine() {
        String architecture = System.getProperty("os.arch", "unknown");
        return new Platform("linux", GO.getOrDefault(architecture, architecture));
    }

    /** Reads the two fields that descriptors and configurations both have. */
    static Platform of(JsonNode node) {
        return new Platform(
                node.path("os").asText(""), node.path("architecture").asText(""));
    }

    /** An image that does not say what it is for is taken at its word. */
    boolean says() {
        return !os.isEmpty() && !architecture.isEmpty();
    }

    boolean runs(Platform image) {
        return image.equals(this)
                || (image.os.equals(os)
                        && ALSO_RUNS.getOrDefault(architecture, Set.of()).contains(image.architecture));
    }

    @Override
    public String toString() {
        return Wording.text(os + "/" + architecture);
    }
}
