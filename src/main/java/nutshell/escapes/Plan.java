package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.container.Mount;
import nutshell.container.Recipe;
import nutshell.container.Step;

/**
 * How a container is built for an attacker.
 *
 * @param mounts what of the host is in it
 * @param leaked a directory of the host's that is left open in it
 */
record Plan(List<String> lines, List<HostMount> mounts, Optional<String> leaked, boolean deviceRules, boolean profile) {

    /** Of a recipe as it is, and the places of the host that it binds. */
    static Plan of(Recipe recipe) {
        List<HostMount> mounts = recipe.steps().stream()
                .filter(Mount.class::isInstance)
                .map(Mount.class::cast)
                .flatMap(mount -> hostMount(mount).stream())
                .toList();
        return new Plan(
                recipe.steps().stream().map(Step::line).toList(), mounts, Optional.empty(), false, false);
    }

    /** A bind of an absolute path to a relative one, before the root is changed; what is bound later is inside already. */
    private static Optional<HostMount> hostMount(Mount mount) {
        List<String> options = List.of(mount.options().split(",", -1));
        boolean below = options.contains("rbind");
        boolean binds = below || options.contains("bind");
        return mount.source()
                .filter(source -> binds && source.startsWith("/") && !mount.target().startsWith("/"))
                .map(source -> new HostMount(Path.of(source), mount.target(), below, options.contains("ro")));
    }
}
