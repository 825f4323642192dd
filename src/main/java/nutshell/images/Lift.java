package nutshell.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.capabilities.Capability;
import nutshell.rootfs.LayerEntry;

/** How a file lifts whoever runs it: set-user-ID, set-group-ID, capabilities. See inode(7), capabilities(7). */
final class Lift {

    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int GROUP_RUNS = 0010;
    /** What stands where a byte of the value could not be read as text. */
    private static final char LOST = '\ufffd';

    private Lift() {}

    static Optional<String> of(LayerEntry entry) {
        if (entry.kind() != LayerEntry.Kind.FILE) {
            return Optional.empty();
        }
        List<String> ways = new ArrayList<>();
        if ((entry.mode() & SETUID) != 0) {
            ways.add("setuid " + entry.uid());
        }
        // Without the group's x it once meant mandatory locking.
        if ((entry.mode() & SETGID) != 0 && (entry.mode() & GROUP_RUNS) != 0) {
            ways.add("setgid " + entry.gid());
        }
        entry.capabilities().map(Lift::capabilities).ifPresent(ways::add);
        return ways.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", ways));
    }

    /** Reads a struct vfs_cap_data of {@code <linux/capability.h>}: a word of flags, then permitted and inheritable, twice. */
    private static String capabilities(String value) {
        if (value.indexOf(LOST) >= 0 || value.length() < 12) {
            return "capabilities";
        }
        long permitted = word(value, 4) | (value.length() >= 20 ? word(value, 12) << 32 : 0);
        return Arrays.stream(Capability.values())
                .filter(capability -> ((permitted >>> capability.number()) & 1) == 1)
                .map(Capability::name)
                .collect(Collectors.joining(" "));
    }

    private static long word(String bytes, int at) {
        return bytes.charAt(at)
                | bytes.charAt(at + 1) << 8
                | bytes.charAt(at + 2) << 16
                | (long) bytes.charAt(at + 3) << 24;
    }
}
