package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The root that layers are laid into, one over the other. All paths it hands out are free of symbolic links. */
final class UnpackedTree {

    private final InsideRoot inside;
    private final Budget budget;
    private final Tally tally;
    /** Whiteouts hide what is below their layer, never what is in it. */
    private final Set<Path> ofThisLayer = new HashSet<>();

    private final Map<Path, Metadata> directories = new HashMap<>();

    UnpackedTree(Path root, Budget budget) throws IOException {
        this.inside = new InsideRoot(root);
        this.budget = budget;
        this.tally = new Tally();
    }

    Path root() {
        return inside.root();
    }

    Budget budget() {
        return budget;
    }

    Tally tally() {
        return tally;
    }

    void beginLayer() {
        ofThisLayer.clear();
    }

    /** Returns where an entry is to lie, with all directories above it made. */
    Path place(EntryName name) throws IOException {
        Path parent = find(name.parents());
        makeDirectories(parent);
        Path path = name.under(parent);
        note(path);
        return path;
    }

    Path find(EntryName name) throws IOException {
        return name.under(find(name.parents()));
    }

    Path find(List<String> directory) throws IOException {
        Path found = inside.follow(directory);
        int depth = found.getNameCount() - root().getNameCount();
        if (!found.startsWith(root())) {
            throw Unfit.unsafe("it lies outside the tree");
        }
        if (depth > budget.limits().depth()) {
            throw Unfit.damaged("it lies more than %d directories deep (the limit)"
                    .formatted(budget.limits().depth()));
        }
        return found;
    }

    private void note(Path path) throws IOException {
        budget.place(path);
        ofThisLayer.add(path);
    }

    private void makeDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path above = directory;
        while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
            missing.push(above);
            above = above.getParent();
        }
        for (Path path : missing) {
            budget.entry();
            note(path);
            Files.createDirectory(path);
            Modes.set(path, 0755);
        }
    }

    /** Makes room for an entry: a file may take the place of a directory and the other way round. */
    void clear(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            makeAccessible(path);
            for (Path child : children(path)) {
                clear(child);
            }
            directories.remove(path);
        }
        Files.deleteIfExists(path);
    }

    /** Removes what the layers below had here. */
    void hide(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            if (!ofThisLayer.contains(path)) {
                Files.deleteIfExists(path);
            }
            return;
        }
        hideChildren(path);
        if (!ofThisLayer.contains(path) && children(path).isEmpty()) {
            clear(path);
        }
    }

    void hideChildren(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            makeAccessible(directory);
            for (Path child : children(directory)) {
                hide(child);
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        }
        return children;
    }

    private static void makeAccessible(Path directory) throws IOException {
        Modes.set(directory, Modes.of(directory) | 0700);
    }

    /** Modes and times of directories wait until nothing is written into them any more. */
    void keepForLater(Path directory, Metadata metadata) {
        directories.put(directory, metadata);
    }

    String finish(int layers) throws IOException {
        // The longest first: a directory that is closed to us must not lie above one still to be done.
        List<Path> deepestFirst = new ArrayList<>(directories.keySet());
        deepestFirst.sort((a, b) -> Integer.compare(b.getNameCount(), a.getNameCount()));
        for (Path directory : deepestFirst) {
            Metadata metadata = directories.get(directory);
            if (metadata != null && directory.toRealPath().equals(directory)) {
                metadata.applyTo(directory, tally);
            }
        }
        return tally.summary(layers, budget.written());
    }
}
