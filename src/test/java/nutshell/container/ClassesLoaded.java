package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads every class of ours beforehand. The program runs from jars, which are open by the time a container has a root of
 * its own; tests run from directories, and a thread in another root would look for those there.
 */
public final class ClassesLoaded {

    private static boolean done;

    private ClassesLoaded() {}

    public static synchronized void all() throws IOException {
        if (done) {
            return;
        }
        for (Class<?> one : List.of(Container.class, ClassesLoaded.class)) {
            Path place = placeOf(one);
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.walk(place)) {
                    files.map(file -> place.relativize(file).toString())
                            .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                            .forEach(ClassesLoaded::load);
                }
            }
        }
        done = true;
    }

    private static Path placeOf(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void load(String file) {
        String name = file.replaceAll("\\.class$", "").replace('/', '.');
        try {
            Class.forName(name, false, ClassesLoaded.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
