package nutshell.rootfs;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
                return TarFiles.index(path, false, budget.limits());
            }
            // Layers are read in an order of their own, and a compressed stream has but one.
            Path scratch = Files.createTempFile(room, "nutshell", ".tar");
            boolean indexed = false;
            try (InputStream unpacked = Decompressed.open(in, budget)) {
                Files.copy(unpacked, scratch, StandardCopyOption.REPLACE_EXISTING);
                ImageFiles files = TarFiles.index(scratch, true, budget.limits());
                indexed = true;
                return files;
            } finally {
                if (!indexed) {
                    Files.deleteIfExists(scratch);
                }
            }
        }
    }
}
