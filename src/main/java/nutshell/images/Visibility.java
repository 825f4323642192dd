package nutshell.images;

import java.util.HashMap;
import java.util.Map;
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

    private record Placed(Cover cover, int layer) {}

    private final Map<String, Placed> above = new HashMap<>();
    /** What lies in one layer hides nothing of that layer. */
    private final Map<String, Placed> inThisLayer = new HashMap<>();

    private int layer = Integer.MAX_VALUE;

    /** Returns what became of an entry, if anything, and notes what it hides itself. */
    Optional<Fate> note(LayerEntry entry) {
        if (entry.layer() != layer) {
            inThisLayer.forEach((path, placed) -> above.merge(path, placed, Visibility::ofTwoLayers));
            inThisLayer.clear();
            layer = entry.layer();
        }
        if (layer > 1) {
            Placed placed = new Placed(cover(entry.kind()), layer);
            inThisLayer.merge(entry.path(), placed, (a, b) -> a.cover.compareTo(b.cover) > 0 ? a : b);
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

    /** The lower of two did it first, unless it did nothing. */
    private static Placed ofTwoLayers(Placed upper, Placed lower) {
        return lower.cover == Cover.DIRECTORY && upper.cover != Cover.DIRECTORY ? upper : lower;
    }

    private Optional<Fate> covered(String path) {
        Placed itself = above.get(path);
        if (itself != null) {
            return Optional.of(new Fate(itself.cover == Cover.WHITEOUT, itself.layer));
        }
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            Placed parent = above.get(slash == 0 ? "/" : path.substring(0, slash));
            if (parent != null && parent.cover != Cover.DIRECTORY) {
                return Optional.of(new Fate(true, parent.layer));
            }
            if (slash == 0) {
                break;
            }
        }
        return Optional.empty();
    }
}
