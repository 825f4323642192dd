package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nutshell.container.Places;
import nutshell.images.Images;
import nutshell.images.OpenImage;
import nutshell.packages.TreeInventory;
import nutshell.refusals.Refusal;
import nutshell.vulnerabilities.Database;
import nutshell.vulnerabilities.ImageInventory;
import nutshell.vulnerabilities.Scan;

/** What a person names to be scanned: a tree that lies open, or an image that has to be opened. */
final class ScanTarget {

    private ScanTarget() {}

    /** Opens what is named, reads it, and puts it before the records. */
    static Scan scan(String named, Database records) {
        String reference = LabFiles.imageOrTree(named);
        if (!Images.isWithEngine(reference) && isTree(path(reference))) {
            return Scan.of(Optional.empty(), TreeInventory.of(path(reference), room()), records);
        }
        try (OpenImage image = new Images(room(), Path.of("")).open(reference)) {
            return Scan.of(Optional.of(image.id()), ImageInventory.of(image, room()), records);
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
}
