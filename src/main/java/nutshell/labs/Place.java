package nutshell.labs;

import java.util.Arrays;
import java.util.Optional;

/** Words that stand at the beginning of a path for a directory that is another one each time. */
public enum Place {
    /** The directory that is, or will be, the container's root. */
    ROOT,
    /** The layer that its overlay writes to. */
    UPPER,
    /** The uppermost layer that its overlay only reads. */
    LOWER,
    /** Its control group's directory. */
    CGROUP;

    /** The place that a path begins with. */
    static Optional<Place> of(String path) {
        return Arrays.stream(values())
                .filter(place -> path.equals(place.name()) || path.startsWith(place.name() + "/"))
                .findFirst();
    }
}
