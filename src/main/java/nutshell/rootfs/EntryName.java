package nutshell.rootfs;

import java.nio.file.Path;
import java.util.List;

/** The name of an entry, taken apart. A leading slash means the root of the tree, as inside a container. */
record EntryName(List<String> components) {

    static EntryName of(String name, Limits limits) throws Unfit {
        if (name.length() > limits.pathBytes()) {
            throw Unfit.damaged("its name is longer than %d bytes (the limit)".formatted(limits.pathBytes()));
        }
        List<String> components = InsideRoot.components(name);
        if (components.contains("..")) {
            throw Unfit.unsafe("it names '..', which would climb out of the tree");
        }
        if (components.size() > limits.depth()) {
            throw Unfit.damaged("it lies more than %d directories deep (the limit)".formatted(limits.depth()));
        }
        return new EntryName(components);
    }

    boolean isRoot() {
        return components.isEmpty();
    }

    List<String> parents() {
        return components.subList(0, components.size() - 1);
    }

    String last() {
        return components.get(components.size() - 1);
    }

    Path under(Path parent) {
        return parent.resolve(last());
    }
}
