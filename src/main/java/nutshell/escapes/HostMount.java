package nutshell.escapes;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A place of the host that a container is given.
 *
 * @param source on the host
 * @param target inside, without the first slash
 * @param below whether what is mounted below comes along
 */
record HostMount(Path source, String target, boolean below, boolean readOnly) {

    /** Where something of the host lies inside. */
    Optional<String> inside(Path place) {
        if (!place.startsWith(source)) {
            return Optional.empty();
        }
        String rest = source.relativize(place).toString();
        return Optional.of("/" + target + (rest.isEmpty() ? "" : "/" + rest));
    }

    HostMount asReadOnly() {
        return new HostMount(source, target, below, true);
    }

    String line() {
        return "mount -o %s%s %s %s".formatted(below ? "rbind" : "bind", readOnly ? ",ro" : "", source, target);
    }
}
