package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import nutshell.refusals.Refusal;

/** The directory a tree is made in: whole when the work is done, as it was before when the work failed. */
final class FreshDirectory {

    private static final String REMEDY = "name a directory that is empty or does not exist yet, with room for the tree";

    private FreshDirectory() {}

    /** What fills the directory; gets its path without symbolic links. */
    interface Work {
        Prepared fill(Path root) throws IOException;
    }

    static Prepared make(Path into, Work work) {
        try {
            boolean existed = Files.exists(into, LinkOption.NOFOLLOW_LINKS);
            if (existed) {
                requireEmpty(into);
            }
            Files.createDirectories(into);
            return filled(into, existed, work);
        } catch (IOException e) {
            throw Refusal.failed("cannot prepare %s: %s".formatted(into, Wording.reason(e)), REMEDY);
        }
    }

    private static Prepared filled(Path into, boolean existed, Work work) throws IOException {
        boolean whole = false;
        try {
            // Whatever the umask says: those inside who are not root must be able to look in.
            Modes.set(into, 0755);
            Prepared prepared = work.fill(into.toRealPath());
            whole = true;
            return prepared;
        } finally {
            // Not in a catch: an Error must not leave half a tree either.
            if (!whole) {
                Deletion.children(into);
                if (!existed) {
                    Files.delete(into);
                }
            }
        }
    }

    private static void requireEmpty(Path into) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(into)) {
            if (children.iterator().hasNext()) {
                throw Refusal.failed("%s is not empty, and what is in it is not ours".formatted(into), REMEDY);
            }
        }
    }
}
