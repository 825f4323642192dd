package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds an image in an OCI image layout. See the OCI image specification, {@code image-layout.md}. */
final class OciLayout {

    private static final int DEEPEST_INDEX = 8;

    private final Documents documents;
    private final Platform machine = Platform.ofThisMachine();
    private final Set<Digest> visited = new HashSet<>();
    private final Set<String> others = new HashSet<>();

    OciLayout(Documents documents) {
        this.documents = documents;
    }

    Image read(Optional<String> tag) throws IOException {
        List<Descriptor> all =
                Descriptor.all(documents.read("index.json").path("manifests"), "index.json: manifests").stream()
                        .filter(descriptor -> !descriptor.isAboutAnImage())
                        .toList();
        Optional<Descriptor> manifest = choose(named(all, tag), 0);
        return image(manifest.orElseThrow(() -> Unfit.damaged(
                others.isEmpty()
                        ? "index.json names no image"
                        : "it holds no image for this machine (%s), only for %s"
                                .formatted(machine, String.join(", ", others)))));
    }

    private static List<Descriptor> named(List<Descriptor> all, Optional<String> tag) {
        Set<String> names =
                all.stream().flatMap(descriptor -> descriptor.name().stream()).collect(Collectors.toSet());
        if (tag.isEmpty()) {
            if (names.size() > 1) {
                throw Tags.ambiguous(names);
            }
            return all;
        }
        List<Descriptor> named =
                all.stream().filter(descriptor -> descriptor.isNamed(tag.get())).toList();
        if (named.isEmpty()) {
            throw Tags.unknown(tag.get(), names);
        }
        return named;
    }

    private Optional<Descriptor> choose(List<Descriptor> descriptors, int depth) throws IOException {
        if (depth > DEEPEST_INDEX) {
            throw Unfit.damaged("its indexes lie more than %d deep in one another".formatted(DEEPEST_INDEX));
        }
        for (Descriptor descriptor : descriptors) {
            if (descriptor.platform().says() && !machine.runs(descriptor.platform())) {
                others.add(descriptor.platform().toString());
                continue;
            }
            // An index that was looked through in vain is so the second time too.
            if (visited.add(descriptor.digest())) {
                JsonNode document = documents.read(descriptor);
                Optional<Descriptor> found = document.has("manifests")
                        ? choose(Descriptor.all(document.path("manifests"), "an index's manifests"), depth + 1)
                        : Optional.of(descriptor);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** What layers must hash to when they are read: one that is stored so, uncompressed, need not be hashed twice. */
    private static List<String> readAs(JsonNode config) throws Unfit {
        return Documents.texts(config.path("rootfs").path("diff_ids"), "rootfs.diff_ids");
    }

    private Image image(Descriptor named) throws IOException {
        JsonNode manifest = documents.read(named);
        Descriptor config = Descriptor.of(manifest.path("config"));
        Image.Identity identity = new Image.Identity(
                documents.read(config),
                config.digest(),
                Optional.of(named.digest()),
                named.name().stream().toList());
        List<Image.Stored> stored = new ArrayList<>();
        for (Descriptor layer : Descriptor.all(manifest.path("layers"), "the manifest's layers")) {
            documents.requireSize(layer);
            if (!readAs(identity.document()).contains(layer.digest().full())) {
                documents.verify(layer.digest(), layer.digest().file());
            }
            stored.add(new Image.Stored(layer.digest().file(), layer.digest().toString()));
        }
        return Image.of(identity, stored);
    }
}
