package nutshell.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was left when its program was killed: the machines of {@code vm test}, the emulator and the folders; the learner's
 * machine where nobody had come to tell of it yet; an image that was half made.
 */
public record Abandoned(Folders learners) {

    private static final Pattern OF_A_TEST = Pattern.compile("(?:lab-)?test-([0-9]{1,9})");

    /** Returns what was removed, a line each. A machine whose program's number belongs to any process is left alone. */
    public List<String> remove() {
        List<String> removed = new ArrayList<>();
        TreeSet<Long> programs = new TreeSet<>(in(learners.run().resolveSibling("")));
        programs.addAll(in(learners.state()));
        for (long program : programs) {
            if (ProcessHandle.of(program).isEmpty()) {
                remove(learners.beside("test-" + program), removed);
            }
        }
        half(removed);
        unfinished(removed);
        return removed;
    }

    /** A script that is just ending may still write there; then the next to clean or to build removes it. */
    private void half(List<String> removed) {
        try {
            Whole.sweep(learners.cache()).forEach(folder -> removed.add("directory " + folder));
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }

    /** The lock tells that nobody is starting or ending it just now; it lives no longer than who holds it. */
    private void unfinished(List<String> removed) {
        Path lock = learners.run().resolve(Lab.LOCK);
        if (!Files.isWritable(lock) || Running.in(learners.run()).isPresent()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                @Nullable FileLock ours = channel.tryLock()) {
            if (ours != null && Running.in(learners.run()).isEmpty()) {
                new Berth(learners).clear().forEach(pid -> removed.add("process " + pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Folders folders, List<String> removed) {
        Berth.emulators(folders.run()).forEach(emulator -> {
            emulator.destroyForcibly();
            removed.add("process " + emulator.pid());
        });
        for (Path folder : List.of(folders.run(), folders.state())) {
            if (Files.isDirectory(folder)) {
                Trees.remove(folder);
                removed.add("directory " + folder);
            }
        }
    }

    private static List<Long> in(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> OF_A_TEST.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.valueOf(name.group(1)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
