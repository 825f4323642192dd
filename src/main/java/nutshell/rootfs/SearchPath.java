package nutshell.rootfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds this host's programs by name: first where distributions put them, then where PATH points. */
final class SearchPath {

    private static final List<Path> STANDARD = Stream.of(
                    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
            .map(Path::of)
            .toList();

    private SearchPath() {}

    static List<Path> ofThisHost() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        STANDARD.stream(),
                        Arrays.stream(path.split(":", -1))
                                .filter(directory -> directory.startsWith("/"))
                                .map(Path::of))
                .distinct()
                .toList();
    }

    static Optional<Path> find(String program) {
        return ofThisHost().stream()
                .map(directory -> directory.resolve(program))
                .filter(SearchPath::isProgram)
                .findFirst();
    }

    static boolean isStandard(Path directory) {
        return STANDARD.contains(directory);
    }

    static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
