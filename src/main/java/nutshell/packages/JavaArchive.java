package nutshell.packages;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Looks into an archive of Java classes and the archives in it, as a stream, so deep and so far and no further. */
final class JavaArchive {

    private static final int DEEPEST = 4;
    private static final int MOST_ENTRIES = 500_000;
    private static final long MOST_BYTES = 2L << 30;
    private static final int CHUNK = 1 << 16;
    private static final String POM = "META-INF/maven/";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Consumer<InstalledPackage> found;
    private final Consumer<String> unread;
    private final byte[] chunk = new byte[CHUNK];
    private int entries;
    private long unpacked;

    JavaArchive(Consumer<InstalledPackage> found, Consumer<String> unread) {
        this.found = found;
        this.unread = unread;
    }

    static boolean isNamedSo(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".ear");
    }

    void read(String path, InputStream content) throws IOException {
        read(path, new BoundedStream(content, MOST_BYTES), 1);
    }

    private void read(String path, InputStream content, int depth) throws IOException {
        if (depth > DEEPEST) {
            unread.accept(path + ": lies more than " + DEEPEST + " archives deep and was not looked into");
            return;
        }
        List<Artifact> artifacts = new ArrayList<>();
        Optional<Artifact> ownWord = Optional.empty();
        int before = entries;
        try {
            ZipInputStream zip = new ZipInputStream(content);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                count();
                String name = entry.getName();
                InputStream inside = new BoundedStream(new Unclosed(zip), MOST_BYTES);
                if (name.startsWith(POM) && name.endsWith("/pom.properties")) {
                    Artifact.pomProperties(inside).ifPresent(artifacts::add);
                } else if (name.equals(MANIFEST)) {
                    ownWord = Artifact.manifest(inside, path);
                } else if (isNamedSo(name)) {
                    read(path + "!" + name, inside, depth + 1);
                }
                drain(zip);
            }
            if (entries == before) {
                unread.accept(path + ": no zip archive, or one with nothing in it");
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a name in it is not in UTF-8", e);
        } finally {
            tell(path, artifacts, ownWord);
        }
    }

    /** The manifest is asked only where Maven has left nothing. */
    private void tell(String path, List<Artifact> artifacts, Optional<Artifact> ownWord) {
        List<Artifact> told = artifacts.isEmpty() ? ownWord.stream().toList() : artifacts;
        told.forEach(artifact -> found.accept(artifact.installed(path)));
    }

    /** What is passed over is unpacked as well, and counts: a small archive must not keep us busy for ever. */
    private void drain(ZipInputStream zip) throws IOException {
        for (int count = zip.read(chunk); count >= 0; count = zip.read(chunk)) {
            unpacked += count;
            if (unpacked > MOST_BYTES) {
                throw new IOException("unpacks to more than " + (MOST_BYTES >> 20) + " MB; the rest was not read");
            }
        }
    }

    private void count() throws IOException {
        if (++entries > MOST_ENTRIES) {
            throw new IOException("more than " + MOST_ENTRIES + " entries, of which the rest was not read");
        }
    }

    /** An archive in an archive must not close it. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Whoever opened it does.
        }
    }
}
