package nutshell.rootfs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** What an entry says of its file besides the contents. */
record Metadata(int mode, long uid, long gid, FileTime modified, int attributes) {

    /** (uid_t) -1 asks chown(2) for no change. */
    private static final long LARGEST_ID = 0xffff_fffeL;

    private static final FileTime LATEST = FileTime.fromMillis(253_402_300_799_000L);
    private static final FileTime EPOCH = FileTime.fromMillis(0);

    static Metadata of(TarArchiveEntry entry) {
        int attributes = (int) entry.getExtraPaxHeaders().keySet().stream()
                .filter(key -> key.startsWith("SCHILY.xattr.") || key.startsWith("LIBARCHIVE.xattr."))
                .count();
        FileTime modified = entry.getLastModifiedTime();
        return new Metadata(
                entry.getMode() & 07777,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                modified.compareTo(EPOCH) < 0 ? EPOCH : modified.compareTo(LATEST) > 0 ? LATEST : modified,
                attributes);
    }

    /** Takes a file or directory that is not a symbolic link. */
    void applyTo(Path path, Tally tally) throws IOException {
        own(path, tally);
        // Before the mode: the JDK opens the file to set its time, and the mode may forbid that to its owner.
        Files.setLastModifiedTime(path, modified);
        // After chown(2), which clears setuid and setgid.
        Modes.set(path, mode);
    }

    void applyToLink(Path link, Tally tally) throws IOException {
        own(link, tally);
        Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(modified, null, null);
    }

    private void own(Path path, Tally tally) throws IOException {
        if (uid < 0 || uid > LARGEST_ID || gid < 0 || gid > LARGEST_ID) {
            throw Unfit.damaged("its owner %d:%d is no user".formatted(uid, gid));
        }
        if (!tally.mayChangeOwners()) {
            tally.count(1, "owner");
            return;
        }
        try {
            Files.setAttribute(path, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            // Root in a user namespace may give files only to the users that are mapped into it.
            tally.count(1, "owner");
        }
    }
}
