package nutshell.mounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nutshell.refusals.Refusal;

/**
 * One mount as {@code /proc/PID/mountinfo} tells it, see proc(5).
 *
 * <p>The root, mount point, type and source are decoded, so they may hold any character a file name can, a line break
 * or an escape sequence among them; both kinds of options stay as the kernel wrote them.
 */
public record MountInfo(
        int id,
        int parent,
        int major,
        int minor,
        String root,
        String mountPoint,
        String options,
        List<String> optionalFields,
        String fsType,
        String source,
        String superOptions) {

    public MountInfo {
        optionalFields = List.copyOf(optionalFields);
    }

    /** Parses every line, or refuses the first one that is not of this form by its number. */
    public static List<MountInfo> parse(List<String> lines) {
        List<MountInfo> mounts = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            mounts.add(MountInfoLine.parse(lines.get(i), i + 1));
        }
        return List.copyOf(mounts);
    }

    /** Reads a file such as {@code /proc/self/mountinfo}. */
    public static List<MountInfo> read(Path mountinfo) {
        try {
            String text = new String(Files.readAllBytes(mountinfo), StandardCharsets.UTF_8);
            // Only \n ends a line here. The kernel leaves \r in a mount point as it is, so a reader that ends
            // lines at it too would let whoever named the directory invent mounts.
            return parse(Stream.of(text.split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IOException e) {
            throw Refusal.machine(
                    "cannot read %s: the process has ended, or proc is not mounted".formatted(mountinfo),
                    "mount -t proc proc /proc");
        }
    }

    /** Tells where mount events go, for instance {@code shared:3}, {@code slave of 2}, {@code private}. */
    public String propagation() {
        return optionalFields.stream()
                .filter(MountInfo::isPropagation)
                .map(field -> field.replace("master:", "slave of "))
                .reduce((first, second) -> first + ", " + second)
                .orElse("private");
    }

    /** Returns {@link #propagation()} without the numbers, which differ from one namespace to the next. */
    public String propagationKind() {
        return optionalFields.stream()
                .filter(MountInfo::isPropagation)
                .map(field -> field.startsWith("master:") ? "slave" : field.replaceFirst(":.*", ""))
                .reduce((first, second) -> first + ", " + second)
                .orElse("private");
    }

    /**
     * Compares two views of the mounts by what a path leads to.
     *
     * <p>A mount that was copied into another namespace gets another id, parent and peer group there, so these say
     * nothing; mounts alike in all else are counted.
     */
    public static MountChanges compare(List<MountInfo> before, List<MountInfo> after) {
        return new MountChanges(MountChanges.beyond(before, after), MountChanges.beyond(after, before));
    }

    private static boolean isPropagation(String field) {
        return field.startsWith("shared:") || field.startsWith("master:") || field.equals("unbindable");
    }
}
