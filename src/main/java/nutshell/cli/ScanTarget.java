package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.container.Places;
import nutshell.images.Images;
import nutshell.images.OpenImage;
import nutshell.packages.Inventory;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.vulnerabilities.ImageInventory;

/** What a person names to be scanned: a tree that lies open, or an image that has to be opened. */
final class ScanTarget {

    private static final String OF_A_LAB = "lab:";

    private ScanTarget() {}

    static Inventory inventory(String reference) {
        if (reference.startsWith(OF_A_LAB)) {
            return TreeInventory.of(tree(reference.substring(OF_A_LAB.length())), room());
        }
        if (!Images.isWithEngine(reference) && isTree(path(reference))) {
            return TreeInventory.of(path(reference), room());
        }
        try (OpenImage image = new Images(room(), Path.of("")).open(reference)) {
            return ImageInventory.of(image, room());
        }
    }

    private static boolean isTree(Path path) {
        return Files.isDirectory(path) && !Files.exists(path.resolve("oci-layout"));
    }

    private static Path path(String reference) {
        try {
            return Path.of(reference);
        } catch (java.nio.file.InvalidPathException e) {
            throw Refusal.usage("that cannot be a path", "nutshell scan image.tar");
        }
    }

    /** Where nameless files may lie while an image is open. */
    private static Path room() {
        Path room = Places.ofThisUser().cache();
        try {
            return Files.createDirectories(room);
        } catch (IOException e) {
            throw Refusal.machine(room + " cannot be made: " + TextFiles.reason(e), "export XDG_CACHE_HOME=DIRECTORY");
        }
    }

    /** A directory below the {@code trees} of a lab. */
    private static Path tree(String name) {
        List<Path> trees = trees();
        return trees.stream()
                .filter(tree -> tree.endsWith(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        name,
                        trees.stream()
                                .map(tree -> tree.getFileName().toString())
                                .toList()));
    }

    private static List<Path> trees() {
        try (Stream<Path> labs = Files.list(Home.labs())) {
            return labs.map(lab -> lab.resolve("trees"))
                    .filter(Files::isDirectory)
                    .flatMap(ScanTarget::inside)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.failed("the labs cannot be read: " + TextFiles.reason(e), "ls " + Home.labs());
        }
    }

    private static Stream<Path> inside(Path trees) {
        try (Stream<Path> entries = Files.list(trees)) {
            return entries.filter(Files::isDirectory).toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static Refusal unknown(String name, List<String> names) {
        List<String> nearest = Nearest.to(name, names);
        return Refusal.usage(
                "no lab brings a tree '" + Printable.text(name, 60) + "'; there are " + String.join(", ", names),
                "scan lab:" + (nearest.isEmpty() ? names.get(0) : nearest.get(0)));
    }
}
