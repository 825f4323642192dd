package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nutshell.container.Recipe;
import nutshell.container.Words;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** The recipes that come with the program, in {@code labs/recipes}, and those in files of a person's own. */
public final class Recipes {

    private static final String SUFFIX = ".nut";

    private Recipes() {}

    public static List<String> names() {
        try (Stream<Path> files = Files.list(Home.recipes())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The lines as they stand in the file, comments and all. */
    public static List<String> lines(String nameOrFile) {
        return TextFiles.lines(file(nameOrFile));
    }

    public static Recipe find(String nameOrFile) {
        Path file = file(nameOrFile);
        String name = file.getFileName().toString().replace(SUFFIX, "").replaceAll("[^A-Za-z0-9_.-]", "_");
        try {
            return new Recipe(
                    name, Recipe.parse(file.toString(), TextFiles.lines(file)).steps());
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(Printable.text(file.toString()) + ": " + e.getMessage(), "recipe list");
        }
    }

    /** The first comment line of a recipe: what it is. */
    public static String about(String name) {
        return lines(name).stream()
                .filter(line -> line.startsWith("#"))
                .findFirst()
                .map(line -> line.substring(1).strip())
                .orElse("");
    }

    private static Path file(String nameOrFile) {
        if (names().contains(nameOrFile)) {
            return Home.recipes().resolve(nameOrFile + SUFFIX);
        }
        Path file = Words.path(nameOrFile);
        if (nameOrFile.contains("/") || nameOrFile.endsWith(SUFFIX) || Files.isRegularFile(file)) {
            return file;
        }
        List<String> nearest = Nearest.to(nameOrFile, names());
        throw Refusal.usage(
                "there is no recipe '" + Printable.text(nameOrFile) + "', nor a file of that name",
                nearest.isEmpty() ? "recipe list" : "recipe show " + nearest.get(0));
    }
}
