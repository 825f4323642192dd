package nutshell.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The program as it lies where it was installed. It has the places of a checkout that was built, so that whatever finds
 * its labs, scripts and libraries in one finds them in the other, and a runtime and a launcher of its own.
 */
final class InstalledTree {

    private static final List<String> PARTS =
            List.of("target/nutshell.jar", "labs", "checklist", "vagrant", "README.md", "CHANGELOG.md", "LICENSE");

    /** What lies beside the scripts of vagrant in a checkout in use. */
    private static final Set<String> NOT_OURS = Set.of("images", ".vagrant");

    private final Path home;
    private final Path root;
    private final Release release;

    InstalledTree(Path home, Path root, Release release) {
        this.home = home;
        this.root = root;
        this.release = release;
    }

    /**
     * Makes it.
     *
     * @param launcher a script that starts it, as the checkout's launcher knows how
     * @param texts further files: the manual, completions
     */
    void make(Path launcher, Map<String, String> texts, Bill bill, Path work) throws IOException {
        for (String part : PARTS) {
            copy(home.resolve(part), root.resolve(part));
        }
        natives();
        Set<String> thinned = libraries();
        Licences licences = new Licences(home.resolve("src/main/packaging"));
        licences.write(bill.libraries(), home.resolve("target/lib"), root);
        bill.thinned(thinned).under(licences).withRuntime().write(root.resolve("nutshell.cdx.json"));
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Files.createDirectories(root.resolve(text.getKey()).getParent());
            Files.writeString(root.resolve(text.getKey()), text.getValue());
        }
        SmallRuntime.link(root.resolve("runtime"), work.resolve("jlink.log"));
        Files.copy(launcher, root.resolve("nutshell"));
        Files.setPosixFilePermissions(root.resolve("nutshell"), PosixFilePermissions.fromString("rwxr-xr-x"));
        // The archive of classes holds the times of the jars.
        date();
        SmallRuntime.addClassData(root, work);
        date();
    }

    private Set<String> libraries() throws IOException {
        Set<String> thinned = new TreeSet<>();
        Path into = Files.createDirectories(root.resolve("target/lib"));
        for (Path jar : sorted(home.resolve("target/lib"))) {
            String name = String.valueOf(jar.getFileName());
            if (ThinJar.copy(jar, into.resolve(name))) {
                thinned.add(name);
            }
        }
        return thinned;
    }

    /** Those of this processor: everybody has a name of their own for it. */
    private void natives() throws IOException {
        Path from = home.resolve("target/native");
        Set<String> words = release.architecture().equals("amd64")
                ? Set.of("x86_64", "x86_64-Linux", "amd64")
                : Set.of("aarch64", "aarch64-Linux", "arm64");
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (words.contains(String.valueOf(file.resolveSibling("").getFileName()))) {
                    copy(file, root.resolve("target/native").resolve(from.relativize(file)));
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (NOT_OURS.contains(String.valueOf(from.getFileName()))) {
            return;
        }
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
            return;
        }
        Files.createDirectories(to);
        for (Path child : sorted(from)) {
            copy(child, to.resolve(child.getFileName()));
        }
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private void date() throws IOException {
        FileTime time = FileTime.from(release.date());
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Files.setLastModifiedTime(path, time);
            }
        }
    }
}
