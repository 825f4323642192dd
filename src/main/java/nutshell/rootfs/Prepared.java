package nutshell.rootfs;

import java.nio.file.Path;
import java.util.Optional;

/** A root file system that is ready: where it is, what went in, and how its image wants to be started, if it was one. */
public record Prepared(Path root, String summary, Optional<ImageConfig> config) {

    Prepared(Path root, String summary) {
        this(root, summary, Optional.empty());
    }
}
