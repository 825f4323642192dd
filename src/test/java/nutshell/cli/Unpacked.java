package nutshell.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program's classes as a test has them: single files, not the jar, which stays open. A thread behind another root no
 * longer finds a file by its name, so all are loaded before.
 */
final class Unpacked {

    private Unpacked() {}

    static void loadAll() throws Exception {
        Path place = Path.of(
                Shell.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            for (String name : names(place)) {
                Class.forName(name, false, Shell.class.getClassLoader());
            }
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.map(file -> place.relativize(file).toString())
                    .filter(file -> file.startsWith("nutshell/") && file.endsWith(".class"))
                    .filter(file -> !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
