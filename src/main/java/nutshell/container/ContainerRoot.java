package nutshell.container;

import java.nio.file.Path;
import java.util.Optional;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Rootfs;

/**
 * The directory that is or will be a container's root: prepared, given to whoever is root inside, covered with an
 * overlay, and entered in the end.
 */
final class ContainerRoot {

    private final Site.Ground ground;
    private Optional<House> house = Optional.empty();
    private Optional<Path> directory = Optional.empty();
    private Optional<Path> lower = Optional.empty();
    private boolean entered;

    ContainerRoot(Site.Ground ground) {
        this.ground = ground;
    }

    /** Gives the container's trees to the ids it will be, at a place they can reach. */
    void openHouse(IdMapping mapping) {
        House opened = new House(ground, mapping);
        house = Optional.of(opened);
        directory = directory.map(opened::handOver);
    }

    void closeHouse() {
        house.ifPresent(House::close);
    }

    void prepare(Rootfs source) {
        directory = Optional.of(handedOver(ground.store().prepare(ground.name(), source)));
        lower = Optional.empty();
    }

    /** Makes the three directories an overlay needs, beside the root it covers. */
    RootfsStore.Layers layers() {
        RootfsStore.Layers made = ground.store().layers(ground.name());
        return new RootfsStore.Layers(handedOver(made.upper()), handedOver(made.work()), handedOver(made.merged()));
    }

    private Path handedOver(Path tree) {
        return house.map(opened -> opened.handOver(tree)).orElse(tree);
    }

    /** Takes the mounted overlay for the root. */
    void overlaid(Path merged) {
        lower = directory;
        directory = Optional.of(merged);
    }

    /** The prepared root's layer that is only read, once an overlay lies over it. */
    Optional<Path> lower() {
        return lower;
    }

    Optional<Path> directory() {
        return directory;
    }

    /** The directory, for a word that cannot do without. */
    Path directory(String word) {
        return directory.orElseThrow(
                () -> Refusal.usage(word + " without arguments needs a prepared root file system", "rootfs busybox"));
    }

    /** Where the session's own trees lie: what is below is ours to change. */
    boolean isOurs(Path path) {
        return path.startsWith(ground.store().directory())
                || directory.map(path::startsWith).orElse(false);
    }

    /** Whether the container has left the host's root for this one. */
    boolean isEntered() {
        return entered;
    }

    void entered() {
        entered = true;
    }
}
