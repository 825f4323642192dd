package nutshell.container;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import nutshell.mounts.MountInfo;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;

/** Deletes trees of ours, and nothing that is merely mounted in them. */
final class Trees {

    private Trees() {}

    /** Follows no link and crosses no mount: where something is still mounted below, it refuses before the first file. */
    static void delete(Path tree) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        MountInfo.read(Path.of("/proc/self/mountinfo")).stream()
                .filter(mount -> Path.of(mount.mountPoint()).startsWith(tree))
                .findFirst()
                .ifPresent(mount -> {
                    throw Refusal.failed(
                            tree + " is not deleted: " + mount.fsType() + " is mounted at " + mount.mountPoint(),
                            "umount " + mount.mountPoint() + "; then nutshell clean");
                });
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (AccessDeniedException e) {
            SubordinateDeletion.delete(tree);
        } catch (IOException e) {
            throw Refusal.failed(tree + " could not be deleted: " + e.getMessage(), "rm -r " + tree);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!Files.isWritable(directory)) {
                directory.toFile().setWritable(true);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        /** Two who clean up at once find each other's work done. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
            if (failed instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failed;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
