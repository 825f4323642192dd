package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Removes trees without following a symbolic link. */
final class Deletion {

    private Deletion() {}

    static void tree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            children(path);
        }
        Files.delete(path);
    }

    static void children(Path directory) throws IOException {
        // An image may hold directories that not even their owner may list.
        if (!Files.isReadable(directory) || !Files.isExecutable(directory) || !Files.isWritable(directory)) {
            Modes.set(directory, 0700);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                tree(child);
            }
        }
    }
}
