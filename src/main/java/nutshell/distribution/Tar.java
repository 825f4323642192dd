package nutshell.distribution;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Writes tar archives whose bytes follow from the files alone: sorted, of one time, owned by root. */
final class Tar implements AutoCloseable {

    private static final int DIRECTORY = 0755;

    private final TarArchiveOutputStream out;
    private final FileTime time;

    private Tar(OutputStream out, Release release) {
        this.out = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        // GNU's form: dpkg reads no other for long names.
        this.out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        this.time = FileTime.from(release.date());
    }

    static Tar plain(Path file, Release release) throws IOException {
        return new Tar(new BufferedOutputStream(Files.newOutputStream(file)), release);
    }

    static Tar to(OutputStream out, Release release) {
        return new Tar(out, release);
    }

    /** Compressed as gzip -n does: without a name and a time. */
    static Tar gzip(OutputStream out, Release release) throws IOException {
        return new Tar(compressed(out), release);
    }

    static OutputStream compressed(OutputStream out) throws IOException {
        return compressed(out, Deflater.DEFAULT_COMPRESSION);
    }

    static OutputStream compressed(OutputStream out, int level) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(level);
        parameters.setOperatingSystem(255);
        return new BufferedOutputStream(new GzipCompressorOutputStream(out, parameters));
    }

    /** All that lies in a directory, under this name; the name's own parents are not written. */
    Tar tree(Path directory, String as) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted().toList();
        }
        for (Path path : all) {
            String inside = directory.relativize(path).toString();
            String name = inside.isEmpty() ? as : as.isEmpty() ? inside : as + "/" + inside;
            if (!name.isEmpty()) {
                path(path, name);
            }
        }
        return this;
    }

    private void path(Path path, String name) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            link(name, Files.readSymbolicLink(path).toString());
        } else if (attributes.isDirectory()) {
            directory(name, stickyOr(path, DIRECTORY));
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(attributes.size());
            entry.setMode(attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE) ? 0755 : 0644);
            put(entry);
            Files.copy(path, out);
            out.closeArchiveEntry();
        }
    }

    /** What a program of an image may write to is the one thing that has another mode. */
    private static int stickyOr(Path directory, int mode) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        return permissions.contains(PosixFilePermission.OTHERS_WRITE)
                ? 01777
                : permissions.contains(PosixFilePermission.GROUP_READ) ? mode : 0700;
    }

    Tar directory(String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/");
        entry.setMode(mode);
        put(entry);
        out.closeArchiveEntry();
        return this;
    }

    Tar link(String name, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        entry.setMode(0777);
        put(entry);
        out.closeArchiveEntry();
        return this;
    }

    Tar file(String name, int mode, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(mode);
        put(entry);
        out.write(content);
        out.closeArchiveEntry();
        return this;
    }

    /** A file of somewhere else, under this name. */
    Tar copy(String name, Path from) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(from));
        entry.setMode(0644);
        put(entry);
        Files.copy(from, out);
        out.closeArchiveEntry();
        return this;
    }

    private void put(TarArchiveEntry entry) throws IOException {
        entry.setModTime(time);
        entry.setIds(0, 0);
        entry.setNames("root", "root");
        out.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
