package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nutshell.container.Mount;
import nutshell.container.Recipe;
import nutshell.container.Step;

/**
 * Somebody's container, to be built once more: its recipe, and what no recipe can say.
 *
 * @param devicesRuled whether a device controller holds it to a few harmless devices
 * @param confined whether it has a profile of AppArmor's
 */
public record Replica(Recipe recipe, boolean devicesRuled, boolean confined) {

    Plan plan() {
        List<HostMount> mounts = recipe.steps().stream()
                .filter(Mount.class::isInstance)
                .map(Mount.class::cast)
                .flatMap(mount -> hostMount(mount).stream())
                .toList();
        return new Plan(
                recipe.steps().stream().map(Step::line).toList(), mounts, Optional.empty(), devicesRuled, confined);
    }

    /** A bind of an absolute path to a relative one, before the root is changed; what is bound later is inside already. */
    private static Optional<HostMount> hostMount(Mount mount) {
        List<String> options = List.of(mount.options().split(",", -1));
        boolean below = options.contains("rbind");
        boolean binds = below || options.contains("bind");
        return mount.source()
                .filter(source ->
                        binds && source.startsWith("/") && !mount.target().startsWith("/"))
                .map(source -> new HostMount(Path.of(source), mount.target(), below, options.contains("ro")));
    }
}
