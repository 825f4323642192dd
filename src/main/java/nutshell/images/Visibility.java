package nutshell.images;

import java.util.List;
import java.util.Optional;
import nutshell.rootfs.LayerEntry;

/**
 * What the layers above hide, for whoever reads the uppermost layer first. See the OCI image specification, {@code
 * layer.md}.
 */
final class Visibility {

    /** What a layer has in a place, as it looks from below; of two in one layer the later here counts. */
    private enum Cover {
        /** Joined with the directory below. */
        DIRECTORY,
        WHITEOUT,
        OPAQUE,
        FILE
    }

    private static final List<Cover> COVERS = List.of(Cover.values());

    /** A layer and what it has in a place, as one number. */
    private final PathIndex above = new PathIndex();
    /** What lies in one layer hides nothing of that layer. */
    private final PathIndex inThisLayer = new PathIndex();

    private int layer = Integer.MAX_VALUE;

    /** Returns what became of an entry, if anything, and notes what it hides itself. */
    Optional<Fate> note(LayerEntry entry) {
        if (entry.layer() != layer) {
            above.putAll(inThisLayer, Visibility::ofTwoLayers);
            inThisLayer.clear();
            layer = entry.layer();
        }
        if (layer > 1) {
            long path = PathIndex.of(entry.path());
            int placed = layer * COVERS.size() + COVERS.indexOf(cover(entry.kind()));
            inThisLayer.put(path, Math.max(placed, inThisLayer.get(path)));
        }
        return covered(entry.path());
    }

    private static Cover cover(LayerEntry.Kind kind) {
        return switch (kind) {
            case DIRECTORY -> Cover.DIRECTORY;
            case WHITEOUT -> Cover.WHITEOUT;
            case OPAQUE -> Cover.OPAQUE;
            case FILE, SYMBOLIC_LINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> Cover.FILE;
        };
    }

    private static Cover cover(int placed) {
        return COVERS.get(placed % COVERS.size());
    }

    private static int layer(int placed) {
        return placed / COVERS.size();
    }

    /** The lower of two did it first, unless it did nothing. */
    private static int ofTwoLayers(int upper, int lower) {
        return cover(lower) == Cover.DIRECTORY && cover(upper) != Cover.DIRECTORY ? upper : lower;
    }

    private Optional<Fate> covered(String path) {
        long hash = PathIndex.start();
        int parent = hiding(above.get(PathIndex.of("/")), 0);
        for (int i = 0; i < path.length(); i++) {
            if (i > 0 && path.charAt(i) == '/') {
                parent = hiding(above.get(hash), parent);
            }
            hash = PathIndex.with(hash, path.charAt(i));
        }
        int itself = above.get(hash);
        if (itself != 0) {
            return Optional.of(new Fate(cover(itself) == Cover.WHITEOUT, layer(itself)));
        }
        return parent == 0 ? Optional.empty() : Optional.of(new Fate(true, layer(parent)));
    }

    /** Of the directories above a path the nearest that is not simply joined with what is below it. */
    private static int hiding(int placed, int otherwise) {
        return placed != 0 && cover(placed) != Cover.DIRECTORY ? placed : otherwise;
    }
}
