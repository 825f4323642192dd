package nutshell.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The top of cgroup v2 as it was before an engine made its groups there and enabled controllers for them. */
record TopGroups(Set<String> groups, Set<String> controllers) {

    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final Path CONTROL = TOP.resolve("cgroup.subtree_control");

    static TopGroups now() throws IOException {
        return Files.exists(CONTROL) ? new TopGroups(groupsNow(), enabled()) : new TopGroups(Set.of(), Set.of());
    }

    /** Removes the groups that came since, their processes back at the top, then disables what was enabled for them. */
    void restore() throws IOException {
        if (!Files.exists(CONTROL)) {
            return;
        }
        for (String group : groupsNow()) {
            if (!groups.contains(group)) {
                remove(TOP.resolve(group));
            }
        }
        for (String controller : enabled()) {
            if (!controllers.contains(controller)) {
                Files.writeString(CONTROL, "-" + controller);
            }
        }
    }

    private static void remove(Path group) throws IOException {
        List<Path> below;
        try (Stream<Path> all = Files.walk(group)) {
            below = all.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path each : below) {
            for (String pid : Files.readAllLines(each.resolve("cgroup.procs"))) {
                Files.writeString(TOP.resolve("cgroup.procs"), pid);
            }
            Files.delete(each);
        }
    }

    private static Set<String> groupsNow() throws IOException {
        try (Stream<Path> all = Files.list(TOP)) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> enabled() throws IOException {
        return Arrays.stream(Files.readString(CONTROL).strip().split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
