package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Machines of {@code vm test} whose program was killed: the emulator, if it still runs, and their folders. */
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
        return removed;
    }

    private static void remove(Folders folders, List<String> removed) {
        emulators(folders.run()).forEach(emulator -> {
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

    /** Known by the console in that folder, which nobody else can have. */
    private static Stream<ProcessHandle> emulators(Path run) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").contains("/qemu-system-"))
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(run + "/")));
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
