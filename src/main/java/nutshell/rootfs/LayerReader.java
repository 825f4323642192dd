package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Reads one layer, entry by entry, and has each put into the tree. */
final class LayerReader {

    private LayerReader() {}

    static void read(ImageFiles files, Image.Layer layer, UnpackedTree tree) throws IOException {
        try (InputStream packed = files.open(layer.file());
                InputStream in = Decompressed.open(packed, tree.budget())) {
            if (layer.unpacked().isEmpty()) {
                read(in, tree);
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            DigestInputStream digested = layer.unpacked().get().reading(in);
            read(digested, tree);
            layer.unpacked().get().require(digested);
        }
    }

    private static void read(InputStream in, UnpackedTree tree) throws IOException {
        TarEntries tar = new TarEntries(in);
        EntryWriter writer = new EntryWriter(tree);
        tree.beginLayer();
        Optional<TarArchiveEntry> next = tar.next();
        while (next.isPresent()) {
            TarArchiveEntry entry = next.get();
            try {
                tree.budget().entry();
                writer.write(entry, tar.contents());
            } catch (IOException | RuntimeException e) {
                throw Unfit.in("entry '%s'".formatted(Wording.text(entry.getName())), e);
            }
            next = tar.next();
        }
    }
}
