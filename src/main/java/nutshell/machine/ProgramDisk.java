package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** The read-only disk with what comes from this checkout, as it is now: program, libraries, labs, and the keys. */
final class ProgramDisk {

    /** What is taken along where it is there; the first must be. */
    private static final List<String> PARTS =
            List.of("target/nutshell.jar", "target/lib", "target/native", "labs", "checklist", "README.md");

    /** What a test needs beside them, by {@code mvn verify}. */
    private static final List<String> TESTS = List.of("target/test-classes", "target/test-lib", "vagrant/jobs");

    private ProgramDisk() {}

    static void make(Path home, Path keys, Path disk) {
        make(home, PARTS, disk, tree -> addKeys(keys, tree));
    }

    static void makeForTests(Path home, Path disk) {
        for (String part : TESTS) {
            if (!Files.exists(home.resolve(part))) {
                throw Refusal.machine(home.resolve(part) + " is not built", "./nutshell test --ring plain");
            }
        }
        List<String> parts = Stream.concat(PARTS.stream(), TESTS.stream()).toList();
        make(home, parts, disk, tree -> Files.move(tree.resolve("vagrant/jobs"), tree.resolve("jobs")));
    }

    /** What is to be done to the tree of files before it is packed. */
    private interface Finish {
        void on(Path tree) throws IOException;
    }

    private static void addKeys(Path keys, Path tree) throws IOException {
        Files.createDirectories(tree.resolve("keys"));
        for (String key : new String[] {"client_key.pub", "host_key"}) {
            Files.copy(keys.resolve(key), tree.resolve("keys").resolve(key));
        }
    }

    /** Where the files lie until they are packed. */
    static Path tree(Path disk) {
        return disk.resolveSibling("program");
    }

    private static void make(Path home, List<String> parts, Path disk, Finish finish) {
        Path tree = tree(disk);
        Trees.remove(tree);
        try {
            Files.deleteIfExists(disk);
            for (String part : parts) {
                if (Files.exists(home.resolve(part))) {
                    copy(home.resolve(part), tree.resolve(part));
                } else if (part.equals(PARTS.get(0))) {
                    throw Refusal.machine("%s is not built".formatted(home.resolve(part)), "./nutshell --version");
                }
            }
            finish.on(tree);
            // Not compressed: it is made at each start, and read once.
            Tool.must(
                    "the disk with the program",
                    Duration.ofMinutes(2),
                    List.of(
                            "mksquashfs",
                            "" + tree,
                            "" + disk,
                            "-quiet",
                            "-no-progress",
                            "-all-root",
                            "-noI",
                            "-noD",
                            "-noF",
                            "-noX"));
        } catch (IOException e) {
            throw Refusal.failed("the disk with the program cannot be made: " + e.getMessage(), "df " + disk);
        } finally {
            Trees.remove(tree);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var walk = Files.walk(from)) {
            walk.filter(path -> !Files.isSymbolicLink(path))
                    .forEach(path ->
                            copyOne(path, to.resolve(from.relativize(path).toString())));
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(to);
            } else {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
