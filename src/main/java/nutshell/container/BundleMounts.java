package nutshell.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A bundle's mounts, and the paths that a runtime hides or protects. */
final class BundleMounts {

    /** Devices that the specification promises to every container (config-linux, Default Devices). */
    private static final Set<String> OF_ALL =
            Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty");

    private final List<Map<String, Object>> mounts = new ArrayList<>();
    private final List<String> maskedPaths = new ArrayList<>();
    private final List<String> readOnlyPaths = new ArrayList<>();
    private boolean rootReadOnly;

    void mount(Optional<String> source, String target, Optional<String> type, String options, boolean move) {
        List<String> words = List.of(options.split(",", -1));
        if (words.contains("remount")) {
            remount(target, words);
            return;
        }
        if (source.isEmpty() || move) {
            // A runtime makes its mount namespace private by itself; other changes have no words in the specification.
            return;
        }
        if (Path.of(target).startsWith("/proc") && target.length() > "/proc".length()) {
            // Runtimes let nothing be mounted into proc, and have lists of their own for what is hidden or protected
            // there.
            (source.equals(Optional.of(target)) ? readOnlyPaths : maskedPaths).add(target);
            return;
        }
        if (OF_ALL.contains(target) && source.equals(Optional.of(target))) {
            // Every runtime makes these by itself, in a user namespace by binding the host's as well.
            return;
        }
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("destination", target);
        mount.put("type", type.orElse("bind"));
        source.ifPresent(s -> mount.put("source", s));
        if (!options.isEmpty()) {
            mount.put("options", Arrays.asList(options.split(",", -1)));
        }
        mounts.add(mount);
    }

    /** Runtimes make a mount read-only when all else is in place, and the root last of all; there is no other order. */
    private void remount(String target, List<String> words) {
        if (target.equals("/")) {
            rootReadOnly |= words.contains("ro");
            return;
        }
        List<String> settings = words.stream()
                .filter(word -> !word.equals("remount") && !word.equals("bind"))
                .toList();
        mounts.stream()
                .filter(mount -> target.equals(mount.get("destination")))
                .reduce((earlier, later) -> later)
                .ifPresent(mount -> mount.put(
                        "options",
                        Stream.of(optionsOf(mount), settings)
                                .flatMap(List::stream)
                                .distinct()
                                .toList()));
    }

    @SuppressWarnings("unchecked") // put there by us, as a list of words
    private static List<String> optionsOf(Map<String, Object> mount) {
        return (List<String>) mount.getOrDefault("options", List.of());
    }

    /** What is hidden where it is there, and no failure where it is not. */
    void mask(String target) {
        maskedPaths.add(target);
    }

    void unmount(String target) {
        mounts.removeIf(mount -> target.equals(mount.get("destination")));
    }

    List<Map<String, Object>> all() {
        return mounts;
    }

    List<String> masked() {
        return maskedPaths;
    }

    List<String> readOnly() {
        return readOnlyPaths;
    }

    boolean rootIsReadOnly() {
        return rootReadOnly;
    }
}
