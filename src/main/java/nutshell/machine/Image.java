package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** A finished image: kernel, first file system, and Debian with all packages. */
record Image(Path folder) {

    /** What the files were like when their checksums were last right: no need to read them again until they change. */
    private static final String CHECKED = "checked";

    /** The one of this recipe, whole, from the first folder that has it; otherwise says how to get it. */
    static Image find(List<Path> folders, String key) {
        String variant = key.substring(0, key.indexOf('-'));
        String build = "./nutshell vm build" + (variant.equals(Lab.ORDINARY) ? "" : " --with " + variant);
        for (Path folder : folders) {
            Image image = new Image(folder.resolve(key));
            if (Files.isDirectory(image.folder)) {
                image.verify(build);
                return image;
            }
        }
        List<String> others =
                folders.stream().flatMap(folder -> others(folder, variant)).toList();
        throw Refusal.machine(
                others.isEmpty()
                        ? "there is no image of the lab machine yet"
                        : "the image %s is of another recipe than vagrant/ has now".formatted(others.get(0)),
                build);
    }

    private static Stream<String> others(Path folder, String variant) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> there = Files.list(folder)) {
            return there
                    .filter(path -> path.getFileName().toString().matches(variant + "-[a-z0-9]+-[0-9a-f]+"))
                    .map(Path::toString)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verify(String build) {
        String facts = facts(build);
        Path checked = folder.resolve(CHECKED);
        try {
            if (Files.exists(checked) && Files.readString(checked).equals(facts)) {
                return;
            }
            sums(build);
            Files.writeString(checked, facts);
        } catch (IOException e) {
            // A folder that is not ours to write to: the sums are right, and are formed again next time.
            return;
        }
    }

    /** The kernel moves a file's ctime at every change, and lets nobody set it; see inode(7). */
    private String facts(String build) {
        StringBuilder facts = new StringBuilder();
        for (Path file : new Path[] {kernel(), initrd(), disk(), folder.resolve(Whole.SUMS)}) {
            try {
                var attributes = Files.readAttributes(file, "unix:size,ino,ctime");
                facts.append(
                        "%s %s %s%n".formatted(attributes.get("size"), attributes.get("ino"), attributes.get("ctime")));
            } catch (IOException e) {
                throw damaged(file.getFileName() + " cannot be read", build);
            }
        }
        return facts.toString();
    }

    private void sums(String build) {
        Tool.Outcome sums = Tool.run(
                Duration.ofMinutes(2),
                Whole.inside(folder, "exec sha256sum --quiet --strict -c %s".formatted(Whole.SUMS)));
        if (sums.status() != 0) {
            String which = sums.output()
                    .lines()
                    .filter(line -> !line.contains("WARNING"))
                    .collect(Collectors.joining("\n"));
            throw damaged(Lines.last(which, 2), build);
        }
    }

    private Refusal damaged(String how, String build) {
        return Refusal.failed("the image in %s is damaged: %s".formatted(folder, how), build + " --fresh");
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
