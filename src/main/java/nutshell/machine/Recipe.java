package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** The one description of the image: the files in vagrant/ of which it is made. */
record Recipe(Path folder) {

    private static final List<String> PARTS = List.of(
            "settings",
            "packages",
            "files",
            "customise",
            "build-image",
            "build-initrd",
            "initrd-init",
            "build-box",
            "box",
            "ends-with-caller");

    /** A name for what comes out: the same files give the same key, another word anywhere in them another. */
    String key(Architecture architecture, String variant) {
        known(variant);
        MessageDigest digest = sha256();
        for (Path file : files()) {
            digest.update((folder.relativize(file) + "\0").getBytes(StandardCharsets.UTF_8));
            try {
                digest.update(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String hash = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        return variant + "-" + architecture.debian() + "-" + hash;
    }

    /** There is an image for each list of packages. */
    private void known(String variant) {
        List<String> lists = under(folder.resolve("packages"))
                .map(list -> list.getFileName().toString())
                .sorted()
                .toList();
        if (!lists.contains(variant)) {
            throw Refusal.usage(
                    "there is no image of the lab machine with %s, only %s"
                            .formatted(Lines.printable(variant), String.join(", ", lists)),
                    "--with docker");
        }
    }

    Path script(String name) {
        return folder.resolve(name);
    }

    private List<Path> files() {
        return PARTS.stream()
                .map(folder::resolve)
                .flatMap(Recipe::under)
                .sorted()
                .toList();
    }

    private static Stream<Path> under(Path part) {
        try (Stream<Path> files = Files.walk(part)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw Refusal.machine(
                    "%s is missing from the recipe of the lab machine".formatted(part), "git checkout -- vagrant");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
