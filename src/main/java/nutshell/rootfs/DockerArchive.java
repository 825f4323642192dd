package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an image in what {@code docker save} writes: {@code manifest.json} with Config, Layers and RepoTags. */
final class DockerArchive {

    /** Files whose name is their digest. The one of {@code HEX.tar} may be another layer's: diff_ids tell there. */
    private static final Pattern NAMED = Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?");

    private final Documents documents;

    DockerArchive(Documents documents) {
        this.documents = documents;
    }

    Image read(Optional<String> tag) throws IOException {
        JsonNode image = choose(Documents.array(documents.read("manifest.json"), "manifest.json"), tag);
        String config = image.path("Config").asText("");
        verify(config, List.of());
        JsonNode document = documents.read(config);
        List<String> unpacked = Documents.texts(document.path("rootfs").path("diff_ids"), "rootfs.diff_ids");
        List<Image.Stored> layers = new ArrayList<>();
        for (String layer : Documents.texts(Documents.array(image.path("Layers"), "Layers"), "Layers")) {
            verify(layer, unpacked);
            layers.add(new Image.Stored(layer, Wording.text(layer)));
        }
        Image.Identity identity = new Image.Identity(
                document,
                documents.digest(config),
                Optional.empty(),
                Documents.texts(image.path("RepoTags"), "RepoTags"));
        return Image.of(identity, layers);
    }

    private static JsonNode choose(JsonNode images, Optional<String> tag) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode image : images) {
            List<String> tags = Documents.texts(image.path("RepoTags"), "RepoTags");
            names.addAll(tags);
            if (tag.filter(wanted -> tags.stream().anyMatch(name -> isNamed(name, wanted)))
                    .isPresent()) {
                return image;
            }
        }
        if (tag.isPresent()) {
            throw Tags.unknown(tag.get(), names);
        }
        if (images.isEmpty()) {
            throw Unfit.damaged("manifest.json names no image");
        }
        if (images.size() > 1) {
            throw Tags.ambiguous(names);
        }
        return images.path(0);
    }

    private static boolean isNamed(String name, String tag) {
        return name.equals(tag) || name.endsWith(":" + tag);
    }

    /** A layer that is stored uncompressed is hashed when it is read, and need not be twice. */
    private void verify(String file, List<String> readAs) throws IOException {
        if (!documents.has(file)) {
            throw Unfit.damaged("%s, which manifest.json names, is missing".formatted(Wording.text(file)));
        }
        Matcher named = NAMED.matcher(file);
        if (named.matches() && !readAs.contains("sha256:" + named.group(1))) {
            documents.verify(Digest.of("sha256:" + named.group(1)), file);
        }
    }
}
