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

    /** What a file's name says to whoever lays the layer over others. */
    enum Meaning {
        NONE,
        HIDES,
        OPAQUE,
        BOOKKEEPING
    }

    static Meaning of(String name) {
        if (name.equals(OPAQUE)) {
            return Meaning.OPAQUE;
        }
        if (name.startsWith(BOOKKEEPING)) {
            return Meaning.BOOKKEEPING;
        }
        return name.startsWith(PREFIX) ? Meaning.HIDES : Meaning.NONE;
    }

    /** The name that is gone. */
    static String hidden(String name) throws Unfit {
        String hidden = name.substring(PREFIX.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw Unfit.unsafe("it would remove a directory it does not lie in");
        }
        return hidden;
    }

    static void apply(EntryName name, UnpackedTree tree) throws IOException {
        Path parent = tree.find(name.parents());
        switch (of(name.last())) {
            case OPAQUE -> tree.hideChildren(parent);
            case HIDES -> tree.hide(parent.resolve(hidden(name.last())));
            case NONE, BOOKKEEPING -> {
                // Hides nothing.
            }
        }
    }
}
