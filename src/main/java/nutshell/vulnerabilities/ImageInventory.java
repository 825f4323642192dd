package nutshell.vulnerabilities;

import java.nio.file.Path;
import nutshell.images.OpenImage;
import nutshell.packages.Inventory;
import nutshell.packages.InventoryReader;
import nutshell.rootfs.LayerEntry;

/** What is installed in an image: the files that are there in the end, read layer by layer as they lie in it. */
public final class ImageInventory {

    private ImageInventory() {}

    /** Reads an image; in the room a file may lie for a moment. */
    public static Inventory of(OpenImage image, Path room) {
        InventoryReader reader = new InventoryReader(room);
        image.merged(
                entry -> entry.kind() == LayerEntry.Kind.FILE && InventoryReader.wants(path(entry)),
                (entry, contents) -> reader.file(path(entry), contents));
        return reader.inventory();
    }

    private static String path(LayerEntry entry) {
        return entry.path().substring(1);
    }
}
