package nutshell.images;

import java.util.HashSet;
import java.util.Set;
import nutshell.rootfs.LayerEntry;

/** Notices what one layer names twice: of such files readers see different ones. */
final class TwiceNamed {

    private final Set<String> ofThisLayer = new HashSet<>();
    private int layer;

    boolean isAgain(LayerEntry entry) {
        if (layer != entry.layer()) {
            ofThisLayer.clear();
            layer = entry.layer();
        }
        // Directories are named again by many builders, and nothing comes of it.
        return entry.kind() != LayerEntry.Kind.DIRECTORY && !ofThisLayer.add(entry.path());
    }
}
