package nutshell.rootfs;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of an image, in a directory or in a tar: the rest does not care. */
sealed interface ImageFiles extends Closeable permits DirectoryFiles, TarFiles {

    boolean has(String name);

    /** Returns the length in bytes of a file that is there. */
    long size(String name) throws IOException;

    InputStream open(String name) throws IOException;

    /**
     * Opens what lies at a path.
     *
     * @param room where a compressed archive may be unpacked into a file; gone again once this is closed
     */
    static ImageFiles open(Path path, Path room, Budget budget) throws IOException {
        if (Files.isDirectory(path)) {
            return new DirectoryFiles(path);
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            if (Decompressed.form(in) == Decompressed.Form.PLAIN) {
                return TarFiles.index(FileChannel.open(path), budget.limits());
            }
            // Layers are read in an order of their own, and a compressed stream has but one.
            return of(in, room, budget);
        }
    }

    /** Keeps a stream, a tar whole or compressed, in a nameless file of its own first. */
    static ImageFiles of(InputStream in, Path room, Budget budget) throws IOException {
        try (InputStream unpacked = Decompressed.open(in, budget)) {
            return TarFiles.index(Scratch.holding(unpacked, room), budget.limits());
        }
    }
}
