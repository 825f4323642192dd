package nutshell.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nutshell.content.SourceText;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A directory of labs: ours, or a pack of somebody else's. */
public record Course(Path directory) {

    /** How a lab's folder is called. */
    public static final String NAME = "[0-9]{2}-[a-z0-9][a-z0-9-]{0,24}";

    public static Course at(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw Refusal.usage(
                    Printable.text(directory.toString()) + " is no directory", "nutshell lab list --labs DIR");
        }
        return new Course(directory);
    }

    /** The labs' names in their order. */
    public List<String> names() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.matches(NAME))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Refusal.failed(
                    Printable.text(directory + ": " + e.getMessage()), "ls -l " + Printable.text(directory.toString()));
        }
    }

    /** Reads a lab whose name is one of ours. */
    public Lab lab(String name) {
        return LabReader.read(directory.resolve(name));
    }

    /** Finds the lab somebody means: {@code 03-hostname}, {@code hostname}, {@code 3}. */
    public String find(String typed) {
        List<String> names = names();
        String number = typed.matches("[0-9]{1,2}") ? "%02d".formatted(Integer.parseInt(typed)) : typed;
        return names.stream()
                .filter(name -> name.equals(typed)
                        || name.startsWith(number + "-")
                        || name.substring(3).equals(typed))
                .findFirst()
                .orElseThrow(() -> unknown(typed, names));
    }

    private static Refusal unknown(String typed, List<String> names) {
        List<String> nearest =
                Nearest.to(typed, names.stream().map(name -> name.substring(3)).toList());
        return Refusal.usage(
                "there is no lab '" + Printable.text(typed, 60) + "'"
                        + (nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?"),
                names.isEmpty()
                        ? "nutshell lab new 01-first"
                        : "lab " + nearest.stream().findFirst().orElse(names.get(0)));
    }

    public Optional<String> after(String name) {
        return following(names(), name);
    }

    /** The labs of the quick path, in its order; none where the course has none. */
    public List<String> tour() {
        Path file = directory.resolve("tour.txt");
        if (!Files.exists(file)) {
            return List.of();
        }
        return SourceText.read(file).lines().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(this::find)
                .toList();
    }

    static Optional<String> following(List<String> names, String name) {
        int at = names.indexOf(name);
        return at >= 0 && at + 1 < names.size() ? Optional.of(names.get(at + 1)) : Optional.empty();
    }
}
