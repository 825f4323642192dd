package nutshell.rootfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Refusal;

/** An image open for reading, a layout or an archive: its documents, and its layers entry by entry, unpacking nothing. */
public final class ImageArchive implements AutoCloseable {

    private final String where;
    private final ImageFiles files;
    private final Image image;
    private final Limits limits;

    private ImageArchive(String where, ImageFiles files, Image image, Limits limits) {
        this.where = where;
        this.files = files;
        this.image = image;
        this.limits = limits;
    }

    /** Takes over the files, whatever comes of them. */
    static ImageArchive open(String where, ImageFiles files, Optional<String> tag, Limits limits) throws IOException {
        boolean read = false;
        try {
            Documents documents = new Documents(files, limits);
            Image image = files.has("index.json")
                    ? new OciLayout(documents).read(tag)
                    : new DockerArchive(documents).read(tag);
            read = true;
            return new ImageArchive(where, files, image, limits);
        } finally {
            if (!read) {
                files.close();
            }
        }
    }

    /**
     * Opens a tar as it comes in.
     *
     * @param where what to call it
     * @param room a directory for the nameless file it is kept in meanwhile
     */
    public static ImageArchive of(String where, InputStream tar, Path room) throws IOException {
        Files.createDirectories(room);
        Budget budget = new Budget(Limits.READING, Files.getFileStore(room).getUsableSpace());
        try {
            return open(where, ImageFiles.of(tar, room, budget), Optional.empty(), Limits.READING);
        } catch (Unfit e) {
            throw Unfit.refusal(where + " cannot be read", e);
        }
    }

    /** Closes it and refuses, where it has another digest than is asked for. */
    void require(Optional<String> digest) throws Unfit {
        if (digest.filter(asked -> !asked.equals(id()) && !digest.equals(manifest()))
                .isPresent()) {
            close();
            throw Unfit.damaged("it is another image than %s: its digest is %s"
                    .formatted(digest.get(), manifest().orElse(id())));
        }
    }

    Image image() {
        return image;
    }

    public ImageConfig config() {
        return image.config();
    }

    /** The configuration as it stands in the archive: strangers' text. */
    public JsonNode document() {
        return image.identity().document();
    }

    /** The digest of the configuration, which is the image's id. */
    public String id() {
        return image.identity().id().full();
    }

    /** The digest of the manifest; what docker(1) saved before it wrote layouts has none. */
    public Optional<String> manifest() {
        return image.identity().manifest().map(Digest::full);
    }

    public List<String> names() {
        return image.identity().names();
    }

    /** What is signed about the images of this archive. */
    public List<SignedPayload> signed() {
        try {
            return SignedPayload.in(new Documents(files, limits));
        } catch (IOException | RuntimeException e) {
            throw Unfit.refusal(where + ": its signatures cannot be read", e);
        }
    }

    public int layers() {
        return image.layers().size();
    }

    /** What to call a layer, from 1: its digest, or its file's name. */
    public String layerName(int layer) {
        Image.Layer found = image.layers().get(layer - 1);
        return found.unpacked().map(Digest::full).orElse(found.name());
    }

    /** How many bytes of a layer, from 1, are stored. */
    public long layerSize(int layer) {
        try {
            return files.size(image.layers().get(layer - 1).file());
        } catch (IOException e) {
            throw Unfit.refusal(where + " cannot be read", e);
        }
    }

    /** Reads some layers in the order given, each entry as it comes; all draw on one budget. */
    public void read(List<Integer> layers, LayerVisitor visitor) {
        Budget budget = new Budget(limits, Long.MAX_VALUE);
        try {
            for (int layer : layers) {
                read(layer, budget, (entry, contents) -> {
                    Optional<LayerEntry> told = LayerEntry.of(layer, entry, limits);
                    if (told.isPresent()) {
                        visitor.entry(told.get(), new Lent(contents));
                    }
                });
            }
        } catch (IOException e) {
            throw Unfit.refusal(where + " cannot be read", e);
        }
    }

    void read(int layer, Budget budget, LayerReader.Taker taker) throws IOException {
        Image.Layer found = image.layers().get(layer - 1);
        try {
            new LayerReader(budget, taker).read(files, found);
        } catch (Refusal e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Unfit.in("layer %d of %d (%s)".formatted(layer, layers(), found.name()), e);
        }
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw Unfit.refusal(where + " cannot be closed", e);
        }
    }
}
