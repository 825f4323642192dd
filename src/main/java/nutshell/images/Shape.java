package nutshell.images;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nutshell.rootfs.LayerEntry;

/** What of a file can be compared, in little memory. */
record Shape(LayerEntry.Kind kind, long size, int mode, long uid, long gid, String content) {

    static Shape of(LayerEntry entry, InputStream contents) throws IOException {
        String content = entry.kind() == LayerEntry.Kind.FILE ? digest(contents) : entry.link();
        return new Shape(
                entry.kind(),
                entry.size(),
                entry.mode(),
                entry.uid(),
                entry.gid(),
                content + entry.capabilities().orElse(""));
    }

    private static String digest(InputStream contents) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 13];
            for (int count = contents.read(block); count > 0; count = contents.read(block)) {
                sha.update(block, 0, count);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** In the words of a person; nothing where both are the same. */
    List<String> changes(Shape after) {
        List<String> changes = new ArrayList<>();
        if (kind != after.kind) {
            changes.add("another kind of file");
        } else if (!content.equals(after.content)) {
            changes.add(size == after.size ? "content" : "content (%d to %d bytes)".formatted(size, after.size));
        }
        // Linux ignores a symbolic link's mode.
        if (mode != after.mode && kind != LayerEntry.Kind.SYMBOLIC_LINK) {
            changes.add("mode %04o to %04o".formatted(mode, after.mode));
        }
        if (uid != after.uid || gid != after.gid) {
            changes.add("owner %d:%d to %d:%d".formatted(uid, gid, after.uid, after.gid));
        }
        return changes;
    }
}
