package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Puts one entry of a layer where it belongs.
 *
 * <p>No place is believed before {@link InsideRoot} has followed it, and nothing is opened that already exists: the old is
 * removed first, so that a link in its place cannot be written through.
 */
final class EntryWriter {

    private static final int BUFFER = 1 << 16;

    private final UnpackedTree tree;
    private final byte[] buffer = new byte[BUFFER];

    EntryWriter(UnpackedTree tree) {
        this.tree = tree;
    }

    void write(TarArchiveEntry entry, InputStream contents) throws IOException {
        EntryName name = EntryName.of(entry.getName(), tree.budget().limits());
        Metadata metadata = Metadata.of(entry);
        tree.tally().count(metadata.attributes(), "extended attribute");
        if (name.isRoot()) {
            root(entry, metadata);
            return;
        }
        if (Whiteout.of(name.last()) != Whiteout.Meaning.NONE) {
            Whiteout.apply(name, tree);
            return;
        }
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> directory(name, metadata);
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> {
                // Before POSIX, only the slash at its end said that an entry is a directory.
                if (entry.isDirectory()) {
                    directory(name, metadata);
                } else {
                    file(name, contents, metadata);
                }
            }
            case TarConstants.LF_LINK -> hardLink(name, entry.getLinkName());
            case TarConstants.LF_SYMLINK -> symbolicLink(name, entry.getLinkName(), metadata);
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> device(name, entry);
            case TarConstants.LF_FIFO -> tree.tally().count(1, "named pipe");
            default ->
                throw Unfit.damaged("it has the unknown type '%s'"
                        .formatted(Wording.text(String.valueOf((char) entry.getLinkFlag()))));
        }
    }

    private void root(TarArchiveEntry entry, Metadata metadata) throws IOException {
        if (!entry.isDirectory()) {
            throw Unfit.unsafe("it would replace the root itself");
        }
        tree.keepForLater(tree.root(), metadata);
    }

    private void directory(EntryName name, Metadata metadata) throws IOException {
        Path path = tree.place(name);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            tree.clear(path);
            Files.createDirectory(path);
        }
        tree.keepForLater(path, metadata);
    }

    private void file(EntryName name, InputStream contents, Metadata metadata) throws IOException {
        Path path = tree.place(name);
        tree.clear(path);
        // CREATE_NEW is O_EXCL: it follows no link, whatever else fails.
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = contents.read(buffer); read >= 0; read = contents.read(buffer)) {
                tree.budget().write(read);
                out.write(buffer, 0, read);
            }
        }
        metadata.applyTo(path, tree.tally());
        tree.tally().file();
    }

    private void symbolicLink(EntryName name, String target, Metadata metadata) throws IOException {
        Path path = tree.place(name);
        tree.clear(path);
        Files.createSymbolicLink(path, Path.of(target));
        metadata.applyToLink(path, tree.tally());
    }

    private void hardLink(EntryName name, String target) throws IOException {
        EntryName targetName = targetName(target);
        Path existing = tree.find(targetName);
        if (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(existing, LinkOption.NOFOLLOW_LINKS)) {
            throw Unfit.damaged(
                    "it is a hard link to '%s', which is no file in the tree".formatted(Wording.text(target)));
        }
        Path path = tree.place(name);
        if (!path.equals(existing)) {
            tree.clear(path);
            Files.createLink(path, existing);
        }
    }

    private EntryName targetName(String target) throws IOException {
        EntryName name;
        try {
            name = EntryName.of(target, tree.budget().limits());
        } catch (Unfit e) {
            throw Unfit.in("as a hard link to '%s'".formatted(Wording.text(target)), e);
        }
        if (name.isRoot()) {
            throw Unfit.damaged("it is a hard link to the root, and directories have none");
        }
        return name;
    }

    private void device(EntryName name, TarArchiveEntry entry) throws IOException {
        boolean block = entry.getLinkFlag() == TarConstants.LF_BLK;
        if (!block && entry.getDevMajor() == 0 && entry.getDevMinor() == 0) {
            // How overlayfs writes that a file of the layers below is gone.
            tree.hide(tree.find(name));
            return;
        }
        throw Unfit.unsafe("it is a %s device (%d:%d), a door to the host's hardware"
                .formatted(block ? "block" : "character", entry.getDevMajor(), entry.getDevMinor()));
    }
}
