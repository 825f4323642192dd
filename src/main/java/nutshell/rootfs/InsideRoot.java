package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Finds where a name really lies, as the kernel would after chroot(2): absolute links begin at the root, {@code ..} stops
 * at it. See path_resolution(7).
 */
record InsideRoot(Path root) {

    /** MAXSYMLINKS of the kernel: one more is ELOOP. */
    private static final int MOST_LINKS = 40;

    /** Follows every link, the last too; what does not exist yet is taken literally. */
    Path follow(List<String> components) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(components);
        Path place = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                place = above(place);
                continue;
            }
            Path next = place.resolve(name);
            if (!Files.isSymbolicLink(next)) {
                place = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw Unfit.damaged("more than %d symbolic links lead to one place".formatted(MOST_LINKS));
            }
            Path target = Files.readSymbolicLink(next);
            place = target.isAbsolute() ? root : place;
            push(components(target.toString()), ahead);
        }
        return place;
    }

    static List<String> components(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    private Path above(Path place) {
        Path parent = place.getParent();
        return place.equals(root) || parent == null ? root : parent;
    }

    private static void push(List<String> components, Deque<String> ahead) {
        List<String> reversed = new ArrayList<>(components);
        Collections.reverse(reversed);
        reversed.forEach(ahead::push);
    }
}
