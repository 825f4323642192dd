package nutshell.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import nutshell.rootfs.ImageArchive;
import nutshell.rootfs.ImageConfig;
import nutshell.rootfs.LayerEntry;
import nutshell.rootfs.LayerVisitor;
import nutshell.rootfs.SignedPayload;

/** An image open for reading; everything it says is strangers' text. */
public final class OpenImage implements AutoCloseable {

    private final String name;
    private final ImageArchive archive;
    private final List<String> repositoryDigests;
    private final boolean pinned;

    OpenImage(String name, ImageArchive archive, List<String> repositoryDigests, boolean pinned) {
        this.name = name;
        this.archive = archive;
        this.repositoryDigests = repositoryDigests;
        this.pinned = pinned;
    }

    /** As it was asked for. */
    public String name() {
        return name;
    }

    /** Whether it was asked for by a digest, which it has. */
    public boolean pinned() {
        return pinned;
    }

    /** What is signed about it, by whomever. */
    public List<SignedPayload> signed() {
        return archive.signed();
    }

    /** The digest of the configuration, {@code sha256:…}: the image's id. */
    public String id() {
        return archive.id();
    }

    /** The digest of the manifest, where the archive has one. */
    public Optional<String> manifest() {
        return archive.manifest();
    }

    /** Every name by digest: the engine's ({@code debian@sha256:…}) and the manifest's. */
    public List<String> digests() {
        List<String> digests = new ArrayList<>(repositoryDigests);
        manifest().ifPresent(digests::add);
        digests.add(id());
        return List.copyOf(digests);
    }

    /** What the archive calls it: tags. */
    public List<String> tags() {
        return archive.names();
    }

    public ImageConfig config() {
        return archive.config();
    }

    /** The whole configuration. See the OCI image specification, {@code config.md}. */
    public JsonNode document() {
        return archive.document();
    }

    /** When it was made, as far as it says. */
    public Optional<Instant> created() {
        try {
            return Optional.of(
                    OffsetDateTime.parse(document().path("created").asText("")).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The lowest first. */
    public List<ImageLayer> layers() {
        List<String> lines = HistoryLine.ofLayers(document().path("history"), archive.layers());
        return IntStream.rangeClosed(1, archive.layers())
                .mapToObj(number -> new ImageLayer(
                        number, archive.layerName(number), archive.layerSize(number), lines.get(number - 1)))
                .toList();
    }

    /** All lines of its history, those too that made no layer. */
    public List<HistoryLine> history() {
        return HistoryLine.all(document().path("history"));
    }

    /** Reads every layer, the lowest first, each entry as it comes. */
    public void entries(LayerVisitor visitor) {
        archive.read(downwards(false), visitor);
    }

    /**
     * Reads of the files that are there in the end those that are wanted, by their paths; the uppermost layer first.
     *
     * <p>Paths are taken as the layers write them: a directory that is a symbolic link in one layer and written through in
     * another is two paths here.
     */
    public void merged(Predicate<LayerEntry> wanted, LayerVisitor visitor) {
        Visibility visibility = new Visibility();
        archive.read(downwards(true), (entry, contents) -> {
            if (visibility.note(entry).isEmpty() && !entry.isRemoval() && wanted.test(entry)) {
                visitor.entry(entry, contents);
            }
        });
    }

    /** Reads every layer, the uppermost first, each entry with what became of it. */
    public void fates(FateVisitor visitor) {
        Visibility visibility = new Visibility();
        archive.read(downwards(true), (entry, contents) -> visitor.entry(entry, visibility.note(entry), contents));
    }

    /** Whoever looks at entries with what became of each. */
    @FunctionalInterface
    public interface FateVisitor {
        /** Takes an entry and what it holds, which can be read until this returns and need not be. */
        void entry(LayerEntry entry, Optional<Fate> fate, InputStream contents) throws IOException;
    }

    private List<Integer> downwards(boolean downwards) {
        List<Integer> numbers = new ArrayList<>(
                IntStream.rangeClosed(1, archive.layers()).boxed().toList());
        if (downwards) {
            Collections.reverse(numbers);
        }
        return numbers;
    }

    @Override
    public void close() {
        archive.close();
    }
}
