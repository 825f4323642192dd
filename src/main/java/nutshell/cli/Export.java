package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.capabilities.CapabilitySets;
import nutshell.container.Bundle;
import nutshell.container.Recipe;
import nutshell.container.Script;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Directory;
import nutshell.rootfs.Rootfs;

/** Writes a recipe in a form that works without us: an OCI bundle, or a shell script with its root beside it. */
public final class Export {

    private Export() {}

    /** Returns what was written and how to run it. */
    public static String as(String form, Recipe recipe, Path directory) {
        return switch (form) {
            case "oci" -> oci(recipe, directory);
            case "sh" -> sh(recipe, directory);
            default ->
                throw Refusal.usage(
                        "a container is exported as oci or sh, not as '" + Printable.text(form) + "'",
                        "export oci /tmp/bundle");
        };
    }

    private static String oci(Recipe recipe, Path directory) {
        Bundle bundle = new Bundle(
                recipe.name(),
                CapabilitySets.parse(TextFiles.lines(Path.of("/proc/self/status")))
                        .bounding());
        recipe.steps().forEach(step -> step.describe(bundle));
        Rootfs root = bundle.rootfs();
        write(directory, "config.json", Json.document(bundle.config()) + "\n", Optional.of(root), false);
        return told(bundle.notes(), "runc run -b " + Printable.text(directory.toString()) + " " + recipe.name());
    }

    private static String sh(Recipe recipe, Path directory) {
        Script script = new Script(recipe.name());
        recipe.steps().forEach(step -> step.describe(script));
        write(directory, "container.sh", script.text(), script.rootfs(), true);
        return told(
                script.notes(), Printable.text(directory.resolve("container.sh").toString()));
    }

    private static String told(List<String> notes, String command) {
        StringBuilder told = new StringBuilder();
        notes.forEach(note -> told.append("note: ").append(note).append('\n'));
        return told + "run it with: " + command;
    }

    private static void write(Path directory, String file, String text, Optional<Rootfs> root, boolean executable) {
        try {
            requireEmpty(directory);
            Files.createDirectories(directory);
            if (root.isPresent() && !(root.get() instanceof Directory)) {
                root.get().prepare(directory.resolve("rootfs"));
            }
            Path written = Files.writeString(directory.resolve(file), text);
            if (executable) {
                Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException e) {
            throw Refusal.failed(
                    Printable.text(directory.toString()) + " cannot be written: " + TextFiles.reason(e),
                    "name a directory that does not exist yet");
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw Refusal.usage(
                        Printable.text(directory.toString()) + " is not empty; nothing was written",
                        "name a directory that does not exist yet");
            }
        }
    }
}
