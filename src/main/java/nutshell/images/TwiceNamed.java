package nutshell.images;

import nutshell.rootfs.LayerEntry;

/** Notices what one layer names twice: of such files readers see different ones. */
final class TwiceNamed {

    private final PathIndex ofThisLayer = new PathIndex();
    private int layer;

    boolean isAgain(LayerEntry entry) {
        if (layer != entry.layer()) {
            ofThisLayer.clear();
            layer = entry.layer();
        }
        // Directories are named again by many builders, and nothing comes of it.
        if (entry.kind() == LayerEntry.Kind.DIRECTORY) {
            return false;
        }
        long path = PathIndex.of(entry.path());
        boolean again = ofThisLayer.get(path) != 0;
        ofThisLayer.put(path, 1);
        return again;
    }
}
