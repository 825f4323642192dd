package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** A finished image in the cache: kernel, first file system, and Debian with all packages. */
record Image(Path folder) {

    static final String SUMS = "SHA256SUMS";

    /** The one of this recipe, whole; otherwise says what there is instead and how to get it. */
    static Image find(Path cache, String key) {
        String variant = key.substring(0, key.indexOf('-'));
        String build = "./nutshell vm build" + (variant.equals("core") ? "" : " --with " + variant);
        Image image = new Image(cache.resolve(key));
        if (!Files.isDirectory(image.folder)) {
            throw Refusal.machine(
                    others(cache, variant)
                            ? "the image in %s is of another recipe than vagrant/ has now".formatted(cache)
                            : "there is no image of the lab machine yet",
                    build);
        }
        image.verify(build);
        return image;
    }

    private static boolean others(Path cache, String variant) {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> there = Files.list(cache)) {
            return there.anyMatch(path -> path.getFileName().toString().startsWith(variant + "-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verify(String build) {
        Tool.Outcome sums = Tool.run(
                Duration.ofMinutes(2),
                List.of("sh", "-c", "cd \"$1\" && exec sha256sum --quiet --strict -c " + SUMS, "sh", "" + folder));
        if (sums.status() != 0) {
            throw Refusal.failed(
                    "the image in %s is damaged: %s"
                            .formatted(folder, Lines.last(sums.output().replaceAll("sha256sum: WARNING.*", ""), 1)),
                    build + " --fresh");
        }
    }

    Path kernel() {
        return folder.resolve("kernel");
    }

    Path initrd() {
        return folder.resolve("initrd");
    }

    Path disk() {
        return folder.resolve("image.squashfs");
    }
}
