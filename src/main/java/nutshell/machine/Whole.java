package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/** A folder that is made beside its place and renamed there when it is whole: nothing half-made is ever used. */
record Whole(Path place) {

    static final String SUMS = "SHA256SUMS";

    private static final String HALF = ".half-";

    boolean there() {
        return Files.isDirectory(place);
    }

    void make(Consumer<Path> maker) {
        Path half = place.resolveSibling(
                place.getFileName() + HALF + ProcessHandle.current().pid());
        try {
            sweep(place.resolveSibling(""));
            Files.createDirectories(half);
            maker.accept(half);
            seal(half);
            retire();
            Files.move(half, place);
        } catch (IOException e) {
            throw Refusal.failed(
                    "%s cannot be made: %s".formatted(place, e.getMessage()), "df -h " + place.resolveSibling(""));
        } finally {
            Trees.remove(half);
        }
    }

    /** Takes the old one away by a rename first: it too is whole or not there, whenever we are killed. */
    private void retire() throws IOException {
        if (there()) {
            Path old = place.resolveSibling(place.getFileName() + ".old" + HALF
                    + ProcessHandle.current().pid());
            Files.move(place, old);
            Trees.remove(old);
        }
    }

    /** Removes what was being made when its maker was killed; returns what that was. */
    static List<Path> sweep(Path parent) throws IOException {
        try (Stream<Path> there = Files.list(parent)) {
            List<Path> abandoned = there.filter(Whole::abandoned).sorted().toList();
            abandoned.forEach(Trees::remove);
            return abandoned;
        }
    }

    private static boolean abandoned(Path path) {
        String name = path.getFileName().toString();
        int at = name.lastIndexOf(HALF);
        String pid = at < 0 ? "" : name.substring(at + HALF.length());
        return pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void seal(Path half) {
        Tool.must(
                "the checksums",
                Duration.ofMinutes(2),
                inside(half, "sha256sum -- * >%s.new && mv %s.new %s && sync -- *".formatted(SUMS, SUMS, SUMS)));
    }

    /** A line for the shell, in this folder. */
    static List<String> inside(Path folder, String line) {
        return List.of("sh", "-c", "cd \"$1\" && " + line, "sh", folder.toString());
    }
}
