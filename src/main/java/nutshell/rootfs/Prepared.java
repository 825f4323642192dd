package nutshell.rootfs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A root file system that is ready: where it is, what went in, and how its image wants to be started, if it was one.
 *
 * @param told what went in, found out when it is told: counting programs takes longer than making a container
 */
public record Prepared(Path root, Supplier<String> told, Optional<ImageConfig> config) {

    Prepared(Path root, String summary) {
        this(root, summary, Optional.empty());
    }

    Prepared(Path root, String summary, Optional<ImageConfig> config) {
        this(root, () -> summary, config);
    }

    public String summary() {
        return told.get();
    }
}
