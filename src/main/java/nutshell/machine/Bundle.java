package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Refusal;

/** One file for a room without network: this checkout as it is built, with an image inside. */
record Bundle(Path home, Image image) {

    /** Where a checkout that came as a bundle has its images. */
    static final String IMAGES = "vagrant/images";

    private static final List<String> PARTS = List.of(
            "nutshell",
            "pom.xml",
            ".mvn",
            "src/main",
            "vagrant",
            "labs",
            "checklist",
            "README.md",
            "LICENSE",
            "target/nutshell.jar",
            "target/lib",
            "target/native");

    private static final int OVERHEAD_MIB = 100;

    Path to(Path file) {
        Path place = file.toAbsolutePath();
        if (Files.isDirectory(place)) {
            throw Refusal.usage(file + " is a directory", "--bundle " + file.resolve("nutshell.tar"));
        }
        Path half = place.resolveSibling(place.getFileName() + ".half");
        try {
            Room.need(
                    place.resolveSibling(""),
                    (Files.size(image.disk()) >> 20) + OVERHEAD_MIB,
                    "name a file on a larger disk");
            Tool.must("the bundle", Duration.ofMinutes(5), command(half));
            Files.move(half, place, StandardCopyOption.REPLACE_EXISTING);
            return place;
        } catch (IOException e) {
            throw Refusal.failed(
                    "%s cannot be made: %s".formatted(file, e.getMessage()), "df -h " + place.resolveSibling(""));
        } finally {
            delete(half);
        }
    }

    /** All under nutshell/; not compressed, because the image is. */
    private List<String> command(Path file) {
        List<String> command = new ArrayList<>(List.of("tar", "--owner=0", "--group=0", "--numeric-owner"));
        String key = image.folder().getFileName().toString();
        command.add("--exclude=" + IMAGES);
        command.add("--exclude=.vagrant");
        command.add("--exclude=" + key + "/checked");
        command.add("--transform=flags=r;s,^%s,%s/%s,".formatted(key, IMAGES, key));
        command.add("--transform=flags=r;s,^,nutshell/,");
        command.addAll(List.of("-cf", file.toString(), "-C", home.toString()));
        PARTS.stream().filter(part -> Files.exists(home.resolve(part))).forEach(command::add);
        command.addAll(List.of("-C", image.folder().resolveSibling("").toString(), key));
        return command;
    }

    private static void delete(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
