package nutshell.escapes;

import java.util.List;
import java.util.Optional;

/**
 * How a container is built for an attacker.
 *
 * @param mounts what of the host is in it
 * @param leaked a directory of the host's that is left open in it
 */
record Plan(
        List<String> lines, List<HostMount> mounts, Optional<String> leaked, boolean deviceRules, boolean profile) {}
