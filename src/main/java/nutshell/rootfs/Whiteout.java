package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Path;

/** How a layer says that something below it is gone. See the OCI image specification, {@code layer.md}, Whiteouts. */
final class Whiteout {

    private static final String PREFIX = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /** Notes that aufs left for itself. */
    private static final String BOOKKEEPING = ".wh..wh.";

    private Whiteout() {}

    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    static void apply(EntryName name, UnpackedTree tree) throws IOException {
        String last = name.last();
        Path parent = tree.find(name.parents());
        if (last.equals(OPAQUE)) {
            tree.hideChildren(parent);
        } else if (!last.startsWith(BOOKKEEPING)) {
            String hidden = last.substring(PREFIX.length());
            if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
                throw Unfit.unsafe("it would remove a directory it does not lie in");
            }
            tree.hide(parent.resolve(hidden));
        }
    }
}
