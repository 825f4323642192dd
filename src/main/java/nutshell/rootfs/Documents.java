package nutshell.rootfs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** An image's JSON, read with a bound on its size; blobs only once their bytes are what their names say. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ImageFiles files;
    private final Limits limits;
    private final Set<Digest> verified = new HashSet<>();

    Documents(ImageFiles files, Limits limits) {
        this.files = files;
        this.limits = limits;
    }

    boolean has(String name) {
        return files.has(name);
    }

    JsonNode read(String name) throws IOException {
        requirePresent(name);
        if (files.size(name) > limits.documentBytes()) {
            throw Unfit.damaged("%s is larger than %s (the limit)"
                    .formatted(Wording.text(name), Wording.size(limits.documentBytes())));
        }
        try (InputStream in = files.open(name)) {
            JsonNode document = JSON.readTree(in.readNBytes(limits.documentBytes()));
            return document == null ? JSON.missingNode() : document;
        } catch (JsonProcessingException e) {
            // The message quotes the document: only where, not what.
            throw Unfit.damaged("%s is no JSON (line %d)".formatted(Wording.text(name), line(e)));
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    JsonNode read(Descriptor blob) throws IOException {
        verify(blob.digest(), blob.digest().file());
        requireSize(blob);
        return read(blob.digest().file());
    }

    void requireSize(Descriptor blob) throws IOException {
        requirePresent(blob.digest().file());
        long actual = files.size(blob.digest().file());
        if (actual != blob.size()) {
            throw Unfit.damaged("blob %s has %d bytes, expected %d".formatted(blob.digest(), actual, blob.size()));
        }
    }

    void verify(Digest digest, String name) throws IOException {
        requirePresent(name);
        if (verified.contains(digest)) {
            return;
        }
        if (files.size(name) > limits.bytes()) {
            throw Unfit.damaged(
                    "blob %s is larger than %s (the limit)".formatted(digest, Wording.size(limits.bytes())));
        }
        try (DigestInputStream in = digest.reading(files.open(name))) {
            digest.require(in);
        } catch (Unfit e) {
            throw Unfit.in("blob " + digest, e);
        }
        verified.add(digest);
    }

    /** A small blob as text; what is no UTF-8 in it comes out as something else, and fits no signature. */
    String text(Descriptor blob) throws IOException {
        read(blob);
        try (InputStream in = files.open(blob.digest().file())) {
            return new String(in.readNBytes(limits.documentBytes()), StandardCharsets.UTF_8);
        }
    }

    /** What a document's bytes hash to. */
    Digest digest(String name) throws IOException {
        try (DigestInputStream in = Digest.hashing(files.open(name))) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digest.of(
                    "sha256:" + HexFormat.of().formatHex(in.getMessageDigest().digest()));
        }
    }

    private void requirePresent(String name) throws Unfit {
        if (!files.has(name)) {
            throw Unfit.damaged("%s is missing".formatted(Wording.text(name)));
        }
    }

    /** Reads an array of strings; none is an empty one. */
    static List<String> texts(JsonNode node, String name) throws Unfit {
        List<String> texts = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        for (JsonNode element : array(node, name)) {
            if (!element.isTextual()) {
                throw Unfit.damaged("%s holds something that is no string".formatted(name));
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    static JsonNode array(JsonNode node, String name) throws Unfit {
        if (!node.isArray()) {
            throw Unfit.damaged("%s is missing or no list".formatted(name));
        }
        return node;
    }
}
