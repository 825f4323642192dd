package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.namespaces.IdMap;
import nutshell.rootfs.Directory;
import nutshell.rootfs.ImageConfig;
import nutshell.rootfs.Prepared;
import nutshell.rootfs.Rootfs;

/**
 * A session's root file systems on disk. Each container has its own; a rebuilt container finds its files again as they
 * were.
 */
final class RootfsStore {

    private final Path directory;
    private final Ledger ledger;
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<Path, IdMap> owners = new HashMap<>();

    private record Kept(String words, Prepared prepared) {}

    /** The directories of an overlay; see the kernel's overlayfs document: upper and work must be on one file system. */
    record Layers(Path upper, Path work, Path merged) {}

    RootfsStore(Path directory, Ledger ledger) {
        this.directory = directory;
        this.ledger = ledger;
    }

    Path directory() {
        return directory;
    }

    Path prepare(String container, Rootfs source) {
        Kept before = kept.get(container);
        if (before != null && before.words().equals(source.words())) {
            return before.prepared().root();
        }
        Path home = home(container);
        if (!(source instanceof Directory)) {
            ledger.willMake(Ledger.Kind.TREE, directory.toString());
            make(home);
        }
        // Beside the tree that is there: if this one is refused, the container still stands on that.
        Path fresh = home.resolve("rootfs");
        for (int i = 2; Files.exists(fresh); i++) {
            fresh = home.resolve("rootfs" + i);
        }
        Prepared prepared = source.prepare(fresh);
        owners.remove(prepared.root());
        deleteOthers(home, fresh);
        kept.put(container, new Kept(source.words(), prepared));
        return prepared.root();
    }

    private static void deleteOthers(Path home, Path fresh) {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> entries = Files.list(home)) {
            entries.filter(entry -> !entry.equals(fresh)).forEach(Trees::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a container's own directory, before there is anything in it. */
    Path make(String container) {
        ledger.willMake(Ledger.Kind.TREE, directory.toString());
        make(home(container));
        return home(container);
    }

    /** Whether a tree has been given to these owners before; from now on it has. */
    boolean isOwnedBy(Path tree, IdMap users) {
        return users.equals(owners.put(tree, users));
    }

    Layers layers(String container) {
        ledger.willMake(Ledger.Kind.TREE, directory.toString());
        Path home = home(container);
        make(home.resolve("merged"));
        Path place = isOverlay(home) ? besideTheLedger(container) : home;
        Layers layers = new Layers(place.resolve("upper"), place.resolve("work"), home.resolve("merged"));
        make(layers.upper());
        make(layers.work());
        return layers;
    }

    /** An overlay's upper directory cannot lie on an overlay, as it would in the lab machine, or where we run in a container. */
    private Path besideTheLedger(String container) {
        Path place = ledger.directory().resolve("layers");
        ledger.willMake(Ledger.Kind.TREE, place.toString());
        return place.resolve(container);
    }

    private static boolean isOverlay(Path directory) {
        try {
            return Files.getFileStore(directory).type().equals("overlay");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away what was written over the root. */
    void dropLayers(String container) {
        Path home = home(container);
        for (String layer : new String[] {"upper", "work", "merged"}) {
            Trees.delete(home.resolve(layer));
        }
        Trees.delete(ledger.directory().resolve("layers").resolve(container));
    }

    Optional<ImageConfig> image(String container) {
        return Optional.ofNullable(kept.get(container))
                .flatMap(k -> k.prepared().config());
    }

    void drop(String container) {
        kept.remove(container);
        dropLayers(container);
        Trees.delete(home(container));
    }

    private Path home(String container) {
        return directory.resolve(container);
    }

    private void make(Path directory) {
        owners.remove(directory);
        try {
            // A root may hold setuid programs: nobody else gets near it.
            PrivateDirectory.make(this.directory);
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
