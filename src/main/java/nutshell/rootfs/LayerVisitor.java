package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;

/** Whoever looks at a layer's entries as they come. */
@FunctionalInterface
public interface LayerVisitor {

    /** Takes an entry and what it holds, which can be read until this returns and need not be. */
    void entry(LayerEntry entry, InputStream contents) throws IOException;
}
