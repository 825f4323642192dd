package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Where the loader looks for a library that no program header places. See ld.so(8) and ldconfig(8). */
final class LoaderDirectories {

    private static final List<String> DEFAULTS = List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib");

    private LoaderDirectories() {}

    static List<Path> ofThisHost() throws IOException {
        Set<Path> directories = new LinkedHashSet<>(configured(Path.of("/etc/ld.so.conf"), new HashSet<>()));
        for (String name : DEFAULTS) {
            directories.addAll(multiarch(Path.of(name)));
            directories.add(Path.of(name));
        }
        return directories.stream().filter(Files::isDirectory).toList();
    }

    /** Reads a configuration file, each only once: one directory a line, or {@code include GLOB}. */
    static List<Path> configured(Path file, Set<Path> read) throws IOException {
        List<Path> directories = new ArrayList<>();
        if (!Files.isReadable(file) || !read.add(file.toRealPath())) {
            return directories;
        }
        for (String line : Files.readAllLines(file)) {
            List<String> words = words(line);
            if (words.isEmpty() || words.get(0).equals("hwcap")) {
                continue;
            }
            if (words.get(0).equals("include")) {
                for (String glob : words.subList(1, words.size())) {
                    for (Path included : matches(file.resolveSibling(glob))) {
                        directories.addAll(configured(included, read));
                    }
                }
            } else {
                words.stream()
                        .filter(word -> word.startsWith("/"))
                        .map(Path::of)
                        .forEach(directories::add);
            }
        }
        return directories;
    }

    private static List<String> words(String line) {
        String content = line.replaceFirst("#.*", "").replaceAll("=\\w+", "");
        return Arrays.stream(content.split("[\\s,:]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<Path> matches(Path glob) throws IOException {
        Path directory = glob.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            return files.filter(matcher::matches).sorted().toList();
        } catch (PatternSyntaxException e) {
            return List.of();
        }
    }

    private static List<Path> multiarch(Path parent) throws IOException {
        List<Path> directories = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, "*-linux-*")) {
                found.forEach(directories::add);
            }
        }
        directories.sort(null);
        return directories;
    }
}
