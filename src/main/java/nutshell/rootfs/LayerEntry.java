package nutshell.rootfs;

import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * What a layer says of one path. Strangers' text: escape it before it is shown.
 *
 * @param layer from 1, the lowest
 * @param path from the image's root, beginning with a slash; of a whiteout, what it hides
 * @param size in bytes, of a file
 * @param mode the twelve bits of chmod(2)
 * @param link where a link leads, else empty
 * @param capabilities the value of {@code security.capability}, see capabilities(7), else empty
 */
public record LayerEntry(
        int layer,
        String path,
        Kind kind,
        long size,
        int mode,
        long uid,
        long gid,
        String link,
        Optional<String> capabilities) {

    /** What it is; the last two say that something below is gone. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        HARD_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        FIFO,
        /** The path of the layers below is gone. */
        WHITEOUT,
        /** What the layers below have in this directory is gone. */
        OPAQUE
    }

    /** Whether it only says that something of the layers below is gone. */
    public boolean isRemoval() {
        return kind == Kind.WHITEOUT || kind == Kind.OPAQUE;
    }

    private static final String CAPABILITY = "SCHILY.xattr.security.capability";

    /** Empty for what only notes something for whoever wrote the layer, and for the root itself. */
    static Optional<LayerEntry> of(int layer, TarArchiveEntry entry, Limits limits) throws Unfit {
        EntryName name = EntryName.of(entry.getName(), limits);
        Kind kind = kind(entry);
        if (name.isRoot()) {
            if (kind != Kind.DIRECTORY) {
                throw Unfit.unsafe("it would replace the root itself");
            }
            return Optional.empty();
        }
        String parent = "/" + String.join("/", name.parents());
        return switch (Whiteout.of(name.last())) {
            case NONE -> Optional.of(of(layer, path(parent, name.last()), kind, entry));
            case HIDES -> Optional.of(of(layer, path(parent, Whiteout.hidden(name.last())), Kind.WHITEOUT, entry));
            case OPAQUE -> Optional.of(of(layer, parent, Kind.OPAQUE, entry));
            case BOOKKEEPING -> Optional.empty();
        };
    }

    private static String path(String parent, String name) {
        return parent.equals("/") ? "/" + name : parent + "/" + name;
    }

    private static LayerEntry of(int layer, String path, Kind kind, TarArchiveEntry entry) {
        return new LayerEntry(
                layer,
                path,
                kind,
                kind == Kind.FILE ? entry.getRealSize() : 0,
                entry.getMode() & 07777,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                kind == Kind.SYMBOLIC_LINK || kind == Kind.HARD_LINK ? entry.getLinkName() : "",
                Optional.ofNullable(entry.getExtraPaxHeader(CAPABILITY)));
    }

    private static Kind kind(TarArchiveEntry entry) throws Unfit {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> Kind.DIRECTORY;
            // Before POSIX, only the slash at its end said that an entry is a directory.
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> entry.isDirectory() ? Kind.DIRECTORY : Kind.FILE;
            case TarConstants.LF_LINK -> Kind.HARD_LINK;
            case TarConstants.LF_SYMLINK -> Kind.SYMBOLIC_LINK;
            case TarConstants.LF_BLK -> Kind.BLOCK_DEVICE;
            case TarConstants.LF_FIFO -> Kind.FIFO;
            // How overlayfs writes that a file of the layers below is gone.
            case TarConstants.LF_CHR ->
                entry.getDevMajor() == 0 && entry.getDevMinor() == 0 ? Kind.WHITEOUT : Kind.CHARACTER_DEVICE;
            default ->
                throw Unfit.damaged("it has the unknown type '%s'"
                        .formatted(Wording.text(String.valueOf((char) entry.getLinkFlag()))));
        };
    }
}
