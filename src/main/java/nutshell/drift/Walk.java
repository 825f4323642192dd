package nutshell.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import nutshell.kernel.FileStamp;
import nutshell.kernel.OpenFiles;

/** Goes through a tree and notes all that can be executed; what is mounted in it is not of it. */
final class Walk {

    private final OpenFiles files;
    private final Contents contents;
    private final int root;
    /** A file of many names is read once. */
    private final Map<Long, String> digests = new HashMap<>();

    private final Map<String, String> found = new TreeMap<>();

    Walk(OpenFiles files, int root) {
        this.files = files;
        this.contents = new Contents(files);
        this.root = root;
    }

    /** The mount points are paths from the root. */
    Profile profile(String source, Collection<String> mountPoints) {
        Path top = Path.of("/proc/self/fd/" + root + "/.");
        try {
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String path = "/" + top.relativize(directory);
                    boolean mounted = !directory.equals(top) && mountPoints.contains(path);
                    return mounted ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        note("/" + top.relativize(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // It has gone meanwhile: the container lives.
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path directory, @org.jspecify.annotations.Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Profile(source, found);
    }

    private void note(String path) {
        OptionalInt fd = files.beneath(root, path);
        if (fd.isEmpty()) {
            return;
        }
        try {
            FileStamp stamp = files.stamp(fd.getAsInt());
            if (stamp.isRegular() && stamp.isExecutable() && stamp.size() > 0) {
                found.put(path, digests.computeIfAbsent(stamp.inode(), inode -> contents.digest(fd.getAsInt())));
            }
        } finally {
            files.close(fd.getAsInt());
        }
    }
}
