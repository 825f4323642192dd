package nutshell.rootfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An image that lies unpacked in a directory. */
record DirectoryFiles(Path directory) implements ImageFiles {

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(inside(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(inside(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        // A FIFO in the place of a blob would be waited for until the end of days.
        if (!has(name)) {
            throw new NoSuchFileException(name);
        }
        return Files.newInputStream(inside(name));
    }

    /** Names stand in the image's own documents: what they lead to must lie in its directory. */
    private Path inside(String name) {
        Path file = directory.resolve(name).normalize();
        return file.startsWith(directory) ? file : directory;
    }

    @Override
    public void close() {}
}
