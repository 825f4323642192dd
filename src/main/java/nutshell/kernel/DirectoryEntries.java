package nutshell.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What getdents64(2) writes: struct linux_dirent64 after struct linux_dirent64. */
final class DirectoryEntries {

    /** Where an entry's own length lies, and where its name begins. */
    private static final int LENGTH = 16;

    private static final int NAME = 19;

    private DirectoryEntries() {}

    /** The names, "." and ".." apart. */
    static List<String> names(byte[] entries) {
        ByteBuffer buffer = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder());
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at + NAME < entries.length) {
            int end = at + NAME;
            while (end < entries.length && entries[end] != 0) {
                end++;
            }
            String name = new String(entries, at + NAME, end - at - NAME, StandardCharsets.UTF_8);
            if (!name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
            at += Math.max(NAME + 1, Short.toUnsignedInt(buffer.getShort(at + LENGTH)));
        }
        return names;
    }
}
