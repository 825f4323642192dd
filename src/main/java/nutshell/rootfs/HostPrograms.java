package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.refusals.Refusal;

/**
 * Copies of this host's own programs, each with the libraries its headers name.
 *
 * @param programs names or absolute paths that must exist; empty for the usual ones, as far as this host has them
 */
public record HostPrograms(List<String> programs) implements Rootfs {

    static final List<String> USUAL = List.of(("bash sh ls cat echo ps id hostname mount umount mkdir rmdir rm cp mv ln"
                    + " chmod chown grep sed head tail sleep env kill stat df du wc sort uname touch date top vi ip"
                    + " setpriv capsh unshare nsenter lsns findmnt strace")
            .split(" ", -1));

    private static final String REMEDY = "name programs that `command -v` finds here, or: rootfs busybox";

    public HostPrograms {
        programs = List.copyOf(programs);
    }

    static HostPrograms named(List<String> words, Path base) {
        List<String> programs = words.stream()
                .map(word -> word.contains("/")
                        ? base.toAbsolutePath().resolve(word).normalize().toString()
                        : word)
                .distinct()
                .toList();
        List<String> missing =
                programs.stream().filter(program -> find(program).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw Refusal.machine(
                    "this host has no program %s".formatted(Wording.text(String.join(", ", missing))), REMEDY);
        }
        return new HostPrograms(programs);
    }

    private static Optional<Path> find(String program) {
        if (program.isEmpty() || program.equals(".") || program.equals("..")) {
            return Optional.empty();
        }
        return program.startsWith("/")
                ? Optional.of(Path.of(program)).filter(SearchPath::isProgram)
                : SearchPath.find(program);
    }

    @Override
    public String words() {
        return "host" + programs.stream().map(word -> " " + Words.quoted(word)).collect(Collectors.joining());
    }

    @Override
    public Prepared prepare(Path into) {
        List<String> missing = new ArrayList<>();
        Map<String, Path> found = new LinkedHashMap<>();
        for (String program : programs.isEmpty() ? USUAL : programs) {
            find(program).ifPresentOrElse(path -> found.put(program, path), () -> missing.add(program));
        }
        if (found.isEmpty() || (!programs.isEmpty() && !missing.isEmpty())) {
            throw Refusal.machine(
                    "this host has no program %s".formatted(Wording.text(String.join(", ", missing))), REMEDY);
        }
        return FreshDirectory.make(into, root -> fill(into, root, found, missing));
    }

    private static Prepared fill(Path into, Path root, Map<String, Path> found, List<String> missing)
            throws IOException {
        Mirror mirror = new Mirror(root);
        Programs programs = new Programs(mirror, new Libraries(LoaderDirectories.ofThisHost()));
        for (Path program : found.values()) {
            programs.bring(program);
        }
        Surroundings.bring(mirror);
        Furniture.put(root);
        for (Path program : found.values()) {
            makeFindable(root, program);
        }
        String summary = "%s and %s of this host, %s"
                .formatted(
                        Wording.count(found.size(), "program"),
                        Wording.count(programs.libraries(), "library"),
                        Wording.size(mirror.bytes()));
        return new Prepared(
                into, missing.isEmpty() ? summary : summary + "; not on this host: " + String.join(", ", missing));
    }

    /** A program from somewhere unusual gets a link where PATH inside will look. */
    private static void makeFindable(Path root, Path program) throws IOException {
        Path directory = program.getParent();
        Path link = root.resolve("usr/local/bin").resolve(String.valueOf(program.getFileName()));
        if (directory != null && !SearchPath.isStandard(directory) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(root.resolve("usr/local/bin"));
            Files.createSymbolicLink(link, program);
        }
    }
}
