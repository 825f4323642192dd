package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what went into a tree and what had to be left out, so that nothing is left out in silence. */
final class Tally {

    private final boolean root;
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private int files;

    Tally() throws IOException {
        // The owner of a process's entry is its effective user.
        this.root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** Only root may give files away. See chown(2). */
    boolean mayChangeOwners() {
        return root;
    }

    void file() {
        files++;
    }

    void count(int times, String what) {
        if (times > 0) {
            leftOut.merge(what, times, Integer::sum);
        }
    }

    String summary(int layers, long bytes) {
        String counted = leftOut.entrySet().stream()
                .map(entry -> Wording.count(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        String summary = "%s from %s, %s"
                .formatted(Wording.count(files, "file"), Wording.count(layers, "layer"), Wording.size(bytes));
        return counted.isEmpty() ? summary : summary + "; left out: " + counted;
    }
}
