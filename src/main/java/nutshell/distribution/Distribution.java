package nutshell.distribution;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;
import nutshell.rootfs.HostLibraries;
import nutshell.rootfs.Rootfs;

/**
 * All forms in which the program is handed on, made of a checkout that was built.
 *
 * @param work a directory below which everything on the way lies; what is in there before is removed
 * @param busybox the small tree that the image stands on
 */
public record Distribution(Path home, Release release, Path work, Rootfs busybox) {

    /** What the image stands on, by the names of Debian's packages: their terms come along. */
    private static final List<String> OTHERS =
            List.of("busybox", "busybox-static", "libc6", "libgcc-s1", "libstdc++6", "zlib1g");

    /** A file that was made. */
    public record Made(Path file, long bytes) {}

    /**
     * Makes them.
     *
     * @param launcher a script that starts the program from where it was installed
     * @param texts what else belongs into the tree, by its place there
     */
    public List<Made> into(Path output, Path launcher, Map<String, String> texts, Consumer<String> progress) {
        try {
            remove(work);
            Files.createDirectories(work);
            Files.createDirectories(output);
            Path tree = work.resolve("tree");
            progress.accept("runtime and tree");
            new InstalledTree(home, tree, release).make(launcher, texts, Bill.read(bill()), work);
            List<Made> made = new ArrayList<>();
            made.add(made(output, release.named(".tar.gz"), progress, file -> archive(tree, file)));
            DebianPackage debian = new DebianPackage(tree, release);
            made.add(made(output, debian.fileName(), progress, debian::write));
            made.add(made(output, release.named("-oci.tar"), progress, file -> image(tree, file)));
            Path bill = output.resolve(release.named(".cdx.json"));
            Files.copy(tree.resolve("nutshell.cdx.json"), bill, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            made.add(new Made(bill, Files.size(bill)));
            remove(work);
            return made;
        } catch (IOException e) {
            throw Refusal.failed("the packages cannot be made: " + e, "df -h " + output);
        }
    }

    private interface Writer {
        void to(Path file) throws IOException;
    }

    /** Under another name until it is whole. */
    private Made made(Path output, String name, Consumer<String> progress, Writer writer) throws IOException {
        progress.accept(name);
        Path half = work.resolve(name);
        writer.to(half);
        Path whole = output.resolve(name);
        Files.move(half, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return new Made(whole, Files.size(whole));
    }

    private Path bill() {
        return home.resolve("target/bill/bom.json");
    }

    private void archive(Path tree, Path file) throws IOException {
        try (Tar tar = Tar.gzip(new BufferedOutputStream(Files.newOutputStream(file)), release)) {
            tar.tree(tree, "nutshell-" + release.version());
        }
    }

    private void image(Path tree, Path file) throws IOException {
        Path base = work.resolve("base");
        busybox.prepare(base);
        HostLibraries.neededBy(tree).copyInto(base);
        for (String name : OTHERS) {
            Path terms = Path.of("/usr/share/doc", name, "copyright");
            if (Files.exists(terms)) {
                Path into =
                        Files.createDirectories(base.resolve("usr/share/doc").resolve(name));
                Files.copy(terms, into.resolve("copyright"));
            }
        }
        new ContainerImage(base, tree, release).write(file);
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
