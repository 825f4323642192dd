package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies files of the host to the same place in a tree, with every symbolic link on the way: whatever name the loader or
 * a shell uses for the file on the host, it means the same file inside.
 */
final class Mirror {

    /** MAXSYMLINKS of the kernel. */
    private static final int MOST_LINKS = 40;

    private final Path root;
    private final Set<Path> seen = new HashSet<>();
    private long bytes;

    Mirror(Path root) {
        this.root = root;
    }

    /** Returns the sum of the sizes of all that was copied. */
    long bytes() {
        return bytes;
    }

    /** Takes an absolute path of the host. */
    void copy(Path file) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(InsideRoot.components(file.toString()));
        Path place = Path.of("/");
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                Path above = place.getParent();
                place = above == null ? place : above;
                continue;
            }
            Path next = place.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                place = next;
                put(next);
                continue;
            }
            if (++links > MOST_LINKS) {
                throw Unfit.damaged("%s: too many symbolic links".formatted(Wording.text(file.toString())));
            }
            Path target = Files.readSymbolicLink(next);
            if (seen.add(next)) {
                Files.createSymbolicLink(inTree(next), target);
            }
            place = target.isAbsolute() ? Path.of("/") : place;
            List<String> components = InsideRoot.components(target.toString());
            for (int i = components.size() - 1; i >= 0; i--) {
                ahead.push(components.get(i));
            }
        }
    }

    private void put(Path place) throws IOException {
        if (!seen.add(place)) {
            return;
        }
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(inTree(place), LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(inTree(place));
                Modes.set(inTree(place), 0755);
            }
        } else if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(place, inTree(place));
            // Without setuid and setgid: the copies lie on the host, and a second door to root there is not wanted.
            Modes.set(inTree(place), Modes.of(place) & 0777);
            bytes += Files.size(place);
        } else {
            throw new NoSuchFileException(place.toString());
        }
    }

    private Path inTree(Path place) {
        return root.resolve(Path.of("/").relativize(place));
    }
}
