package nutshell.escapes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Where container engines listen. */
    private static final List<Path> ENGINES = List.of(
            Path.of("/run/docker.sock"),
            Path.of("/run/podman/podman.sock"),
            Path.of("/run/containerd/containerd.sock"),
            Path.of("/run/crio/crio.sock"));

    /**
     * An engine whose socket is mounted is not asked for anything: our stand-in lies over its socket, as open as that. Nor is
     * a directory of somebody's written to: where one will do, and can be written, ours lies over it.
     */
    Plan plan(Stake stake, boolean anyVolume) {
        List<String> lines = new ArrayList<>();
        List<HostMount> mounts = new ArrayList<>();
        for (Step step : recipe.steps()) {
            lines.add(step.line());
            Optional<HostMount> mount = step instanceof Mount bind ? hostMount(bind) : Optional.empty();
            mount.ifPresent(mounts::add);
            mount.filter(place -> anyVolume && isVolume(place, stake))
                    .map(place -> new HostMount(stake.directory(), place.target(), true, false))
                    .ifPresent(over -> {
                        lines.add(over.line());
                        mounts.add(over);
                    });
            for (Path engine : ENGINES) {
                mount.flatMap(place -> place.inside(engine))
                        .filter(inside -> Files.exists(engine))
                        .map(inside -> standIn(stake.services(), engine, inside))
                        .ifPresent(over -> {
                            lines.add(over.line());
                            // First, for it is what is found there.
                            mounts.add(0, over);
                        });
            }
        }
        return new Plan(lines, List.copyOf(mounts), Optional.empty(), devicesRuled, confined);
    }

    private static boolean isVolume(HostMount place, Stake stake) {
        return !place.readOnly()
                && Files.isDirectory(place.source())
                && !stake.directory().startsWith(place.source());
    }

    private static HostMount standIn(HostServices services, Path engine, String inside) {
        services.openAs(engine);
        return new HostMount(services.engineSocket(), inside.substring(1), false, false);
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
