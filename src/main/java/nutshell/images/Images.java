package nutshell.images;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.evidence.runtime.Engine;
import nutshell.refusals.Refusal;
import nutshell.rootfs.OciImage;

/** Opens images wherever they lie: in a layout, in an archive, with an engine. */
public final class Images {

    private static final String LAYOUT = "oci:";

    private static final String EXAMPLE = "nutshell image show image.tar, from: docker save -o image.tar NAME";

    private final Path room;
    private final Path base;
    private final EngineImages engines;

    /**
     * Takes places.
     *
     * @param room where nameless files may lie while an image is open
     * @param base what a relative path is relative to
     */
    public Images(Path room, Path base) {
        this(room, base, EngineImages.ofThisMachine());
    }

    Images(Path room, Path base, EngineImages engines) {
        this.room = room;
        this.base = base.toAbsolutePath();
        this.engines = engines;
    }

    /** Whether a word names an engine's image rather than a path. */
    public static boolean isWithEngine(String reference) {
        return engine(reference).isPresent();
    }

    /**
     * Opens {@code PATH}, {@code oci:PATH[:TAG]}, {@code docker:NAME} or {@code podman:NAME}; with {@code @sha256:…}
     * behind it only if that is its digest.
     */
    public OpenImage open(String reference) {
        Optional<Engine> engine = engine(reference);
        if (engine.isPresent()) {
            return engines.open(engine.get(), reference.substring(reference.indexOf(':') + 1), room);
        }
        String path = reference.startsWith(LAYOUT) ? reference.substring(LAYOUT.length()) : reference;
        try {
            return open(reference, OciImage.at(path, base, EXAMPLE));
        } catch (InvalidPathException e) {
            throw Refusal.usage("that cannot be a path", EXAMPLE);
        }
    }

    /** Opens what a recipe names. */
    public OpenImage open(OciImage image) {
        return open(image.words(), image);
    }

    private OpenImage open(String name, OciImage image) {
        return new OpenImage(name, image.open(room), List.of(), image.digest().isPresent());
    }

    private static Optional<Engine> engine(String reference) {
        int colon = reference.indexOf(':');
        return colon < 0 ? Optional.empty() : Engine.of(reference.substring(0, colon));
    }
}
