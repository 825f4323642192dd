package nutshell.evidence.proc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.mounts.MountInfo;

/** The mounts one process sees, in the order they were made, and what a path leads to among them. */
public record MountTable(List<MountInfo> mounts) {

    public MountTable {
        mounts = List.copyOf(mounts);
    }

    /** A place inside one file system, whoever mounts it where. */
    public record Place(int major, int minor, String path) {}

    /** What lies at exactly this point: of several stacked there, the last. */
    public Optional<MountInfo> at(String point) {
        return mounts.stream().filter(mount -> mount.mountPoint().equals(point)).reduce((below, above) -> above);
    }

    /** What a path leads to, as long as no symbolic link is on it. */
    public Optional<MountInfo> covering(String path) {
        return mounts.stream()
                .filter(mount -> below(path, mount.mountPoint()).isPresent())
                .max(Comparator.comparingInt(mount -> mount.mountPoint().length()))
                .flatMap(longest -> at(longest.mountPoint()));
    }

    public Optional<Place> place(String path) {
        return covering(path)
                .flatMap(mount -> below(path, mount.mountPoint())
                        .map(rest -> new Place(mount.major(), mount.minor(), joined(mount.root(), rest))));
    }

    /** Where somebody else's mount begins, as this table calls it; empty for a file system that is not mounted here. */
    public Optional<String> origin(MountInfo other) {
        return pathsTo(new Place(other.major(), other.minor(), other.root())).findFirst();
    }

    /** Every path that leads to the place, as long as nothing is mounted over it. */
    public Stream<String> pathsTo(Place place) {
        return mounts.stream()
                .filter(mount -> mount.major() == place.major && mount.minor() == place.minor)
                .flatMap(mount ->
                        below(place.path, mount.root()).map(rest -> joined(mount.mountPoint(), rest)).stream());
    }

    public boolean contains(int id) {
        return mounts.stream().anyMatch(mount -> mount.id() == id);
    }

    public static boolean isReadOnly(MountInfo mount) {
        return List.of(mount.options().split(",", -1)).contains("ro")
                || List.of(mount.superOptions().split(",", -1)).contains("ro");
    }

    /** What is left of a path below a directory: empty text for the directory itself, else from its slash on. */
    private static Optional<String> below(String path, String directory) {
        String prefix = directory.equals("/") ? "" : directory;
        if (path.equals(directory)) {
            return Optional.of("");
        }
        return path.startsWith(prefix + "/") ? Optional.of(path.substring(prefix.length())) : Optional.empty();
    }

    private static String joined(String directory, String rest) {
        if (rest.isEmpty()) {
            return directory;
        }
        return directory.equals("/") ? rest : directory + rest;
    }
}
