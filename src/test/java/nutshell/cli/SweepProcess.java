package nutshell.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nutshell.kernel.Passes;

/**
 * A JVM of its own for a sweep, with somebody between it and its C library, and with the program in a jar as it is delivered: a
 * container's thread finds no class in a directory.
 */
final class SweepProcess {

    private SweepProcess() {}

    /** Returns what it printed; it is killed when it takes too long. */
    static String run(Path directory, String provider, Class<?> main, long seconds, List<String> arguments)
            throws Exception {
        Path out = directory.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djnr.ffi.provider=" + provider,
                "-Dnutshell.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                classPath(directory),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            return Files.readString(out) + (ended ? "" : "FOUND it did not end within " + seconds + " s");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String classPath(Path directory) throws IOException {
        Path classes = place(Main.class);
        Path program = Files.isDirectory(classes) ? jarOf(classes, directory.resolve("program.jar")) : classes;
        String libraries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.concat(
                        Stream.of(program, place(Passes.class)),
                        Stream.of(libraries.split(":", -1)).map(Path::of))
                .map(place -> place.toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static Path place(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static Path jarOf(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> add(out, classes.relativize(file), file));
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path name, Path file) {
        try {
            out.putNextEntry(new JarEntry(name.toString()));
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
