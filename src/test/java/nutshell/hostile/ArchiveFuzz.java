package nutshell.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import nutshell.images.Images;
import nutshell.images.OpenImage;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Layout;
import nutshell.rootfs.OciImage;

/**
 * What is fuzzed with an eye on which code is reached: readers of archives and of packages' databases. {@code main} of Jazzer finds
 * {@link #fuzzerTestOneInput} by its name, and hands the name of one of {@link #TARGETS} to {@link #fuzzerInitialize}.
 */
public final class ArchiveFuzz {

    /** Each by its name, which is also that of the directory with its seeds. */
    static final Map<String, Consumer<byte[]>> TARGETS = new TreeMap<>(Map.of(
            "image", ArchiveFuzz::image,
            "layer", bytes -> image(Layout.dockerSave("{}", "", bytes)),
            "dpkg", bytes -> tree("var/lib/dpkg/status", bytes),
            "apk", bytes -> tree("lib/apk/db/installed", bytes),
            "rpm", bytes -> tree("var/lib/rpm/rpmdb.sqlite", bytes),
            "java", bytes -> tree("app/a.jar", bytes)));

    private static Consumer<byte[]> target = bytes -> {};

    private ArchiveFuzz() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = target(arguments[0]);
    }

    static Consumer<byte[]> target(String name) {
        return Objects.requireNonNull(TARGETS.get(name), name);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            target.accept(bytes);
        } catch (Refusal e) {
            // As it should be.
        }
    }

    /** Unpacked, and looked through. */
    private static void image(byte[] bytes) {
        in(room -> {
            Path file = Files.write(room.resolve("image.tar"), bytes);
            boolean unpacked =
                    accepted(() -> OciImage.at(file.toString(), room, "x").prepare(room.resolve("tree")));
            boolean read = accepted(() -> {
                try (OpenImage image = new Images(room, room).open(file.toString())) {
                    image.history();
                    image.entries((entry, contents) -> contents.skip(Long.MAX_VALUE));
                    image.fates((entry, fate, contents) -> {});
                }
            });
            if (unpacked && !read) {
                throw new AssertionError("it can be unpacked, but not be looked through");
            }
        });
    }

    private static boolean accepted(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    private static void tree(String name, byte[] bytes) {
        in(room -> {
            Path file = room.resolve("root").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            TreeInventory.of(room.resolve("root"), room);
        });
    }

    private interface Work {
        void in(Path room) throws IOException;
    }

    /** In a directory that is empty before and gone afterwards. */
    private static void in(Work work) {
        try {
            Path room = Files.createTempDirectory("nutshell-fuzz");
            try {
                work.in(room);
            } finally {
                delete(room);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path room) throws IOException {
        try (var all = Files.walk(room)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** The seeds of a target: what it is to read, and what has once found something. */
    static Map<String, byte[]> seeds(String name) {
        try (var files = Files.list(directory(name))) {
            Map<String, byte[]> seeds = new TreeMap<>();
            for (Path file : files.toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    seeds.put(name + "/" + file.getFileName(), in.readAllBytes());
                }
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path directory(String name) {
        return Path.of("src/test/resources/nutshell/hostile").resolve(name);
    }
}
