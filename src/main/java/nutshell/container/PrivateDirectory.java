package nutshell.container;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A directory for what a session makes: made for our eyes alone; one that is there already must belong to us, and is from
 * then on ours alone to write to.
 */
final class PrivateDirectory {

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private PrivateDirectory() {}

    /** Makes it, or takes the one that is there if it is ours. */
    static Path make(Path directory) throws IOException {
        Places.personal(directory.resolveSibling(""));
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Ours from another session. A link planted there is not followed.
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            requireOurs(directory);
        }
        return directory;
    }

    /** Whoever owns a directory, or may write to it, could put something else in the place of what we make there. */
    private static void requireOurs(Path directory) throws IOException {
        Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object us = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!owner.equals(us)) {
            throw new IOException(directory + " belongs to somebody else");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (permissions.removeAll(OTHERS_WRITE)) {
            Files.setPosixFilePermissions(directory, permissions);
        }
    }
}
