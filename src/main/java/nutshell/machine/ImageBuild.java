package nutshell.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import nutshell.refusals.Refusal;

/** Makes an image beside its place and renames it there when it is whole, so that nothing half-built is ever used. */
record ImageBuild(Recipe recipe, Architecture architecture, String variant, Progress progress) {

    /** The tree, its archive, the packages and the image together, by measurement, with a little room. */
    private static final long NEEDED_MIB = 3072;

    private static final int LINES_KEPT = 40;

    Image into(Path parent, boolean fresh) {
        Path place = parent.resolve(recipe.key(architecture, variant));
        if (Files.isDirectory(place) && !fresh) {
            return new Image(place);
        }
        preconditions(parent);
        Path half = place.resolveSibling(
                place.getFileName() + ".half-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(half);
            script(half);
            Tool.must(
                    "the checksums of the image",
                    Duration.ofMinutes(2),
                    List.of(
                            "sh",
                            "-c",
                            "cd \"$1\" && sha256sum -- * >" + Image.SUMS + " && sync " + Image.SUMS,
                            "sh",
                            "" + half));
            Trees.remove(place);
            Files.move(half, place);
        } catch (IOException e) {
            throw Refusal.failed("the image cannot be put to %s: %s".formatted(place, e.getMessage()), "df " + parent);
        } finally {
            Trees.remove(half);
        }
        return new Image(place);
    }

    private void preconditions(Path parent) {
        Tool.need("building the lab machine", "mmdebstrap", "mksquashfs", "cpio", "xz", "sha256sum");
        Subids.need();
        try {
            Files.createDirectories(parent);
            long free = Files.getFileStore(parent).getUsableSpace() >> 20;
            if (free < NEEDED_MIB) {
                throw Refusal.machine(
                        "%s has %d MiB left, the image needs %d to be built".formatted(parent, free, NEEDED_MIB),
                        "make room, or set XDG_CACHE_HOME to a larger disk");
            }
        } catch (IOException e) {
            throw Refusal.machine("%s cannot be made: %s".formatted(parent, e.getMessage()), "set XDG_CACHE_HOME");
        }
    }

    private void script(Path half) throws IOException {
        Process process = new ProcessBuilder(
                        "sh", recipe.script().toString(), half.toString(), variant, architecture.debian())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        Thread stop = new Thread(() -> process.descendants().forEach(ProcessHandle::destroy));
        Runtime.getRuntime().addShutdownHook(stop);
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            said.lines().forEach(line -> hear(Lines.printable(line), last));
            if (process.waitFor() != 0) {
                throw Refusal.failed(
                        "the image could not be built: " + String.join("\n", last),
                        "mend what is named above; Debian's packages are fetched, which takes a network");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private void hear(String line, Deque<String> last) {
        if (line.startsWith("step: ")) {
            progress.step(line.substring("step: ".length()));
        } else if (line.startsWith("I: ")) {
            progress.step("  " + line.substring("I: ".length()));
        }
        last.addLast(line);
        if (last.size() > LINES_KEPT) {
            last.removeFirst();
        }
    }
}
