package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What a lab brings, by name wherever the program was started: {@code lab:NAME} lies in a folder of one of the labs. */
final class LabFiles {

    private static final String PREFIX = "lab:";
    private static final List<String> IMAGES = List.of("images");

    private LabFiles() {}

    /** The same word where it names nothing of a lab's; what stands behind an {@code @} stays. */
    static String image(String reference) {
        if (!reference.startsWith(PREFIX)) {
            return reference;
        }
        String name = reference.substring(PREFIX.length());
        int at = name.indexOf('@');
        return at < 0 ? find(IMAGES, name).toString() : find(IMAGES, name.substring(0, at)) + name.substring(at);
    }

    /** An image of a lab's, or a tree. */
    static String imageOrTree(String reference) {
        return reference.startsWith(PREFIX)
                ? find(List.of("trees", "images"), reference.substring(PREFIX.length()))
                        .toString()
                : reference;
    }

    static Path policy(Path named) {
        return named.toString().startsWith(PREFIX)
                ? find(List.of("policies"), named.toString().substring(PREFIX.length()))
                : named;
    }

    private static Path find(List<String> folders, String name) {
        List<Path> there = entries(Home.labs()).stream()
                .flatMap(lab -> folders.stream().map(lab::resolve))
                .flatMap(folder -> entries(folder).stream())
                .toList();
        return there.stream()
                .filter(path -> path.getFileName().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        name,
                        there.stream()
                                .map(path -> path.getFileName().toString())
                                .toList()));
    }

    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw Refusal.failed("the labs cannot be read: " + TextFiles.reason(e), "ls " + Home.labs());
        }
    }

    private static Refusal unknown(String name, List<String> names) {
        List<String> nearest = Nearest.to(name, names);
        return Refusal.usage(
                "no lab brings '" + Printable.text(name, 60) + "'; there are " + String.join(", ", names),
                PREFIX + (nearest.isEmpty() ? "NAME" : nearest.get(0)));
    }
}
