package nutshell.evidence.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nutshell.evidence.Evidence;
import nutshell.mounts.MountInfo;

/** A device file in a process's {@code /dev}: what it opens is its two numbers, whatever its name. See mknod(2). */
public record DeviceNode(String name, boolean block, int major, int minor) {

    private static final int MOST = 2000;

    /** S_IFMT, S_IFBLK and S_IFCHR of inode(7). */
    private static final int KIND = 0170000;

    private static final int BLOCK = 0060000;
    private static final int CHARACTER = 0020000;

    /** The memory devices that only give or take bytes, the terminals, and FUSE's way in: what runtimes make for all. */
    private static final Set<List<Integer>> USUAL = Set.of(
            List.of(1, 3), List.of(1, 5), List.of(1, 7), List.of(1, 8), List.of(1, 9), List.of(5, 0), List.of(5, 2));

    public boolean isUsual() {
        // 136 and up are the slaves of pseudo-terminals; docker run --tty binds one to /dev/console.
        return !block && (USUAL.contains(List.of(major, minor)) || (major >= 136 && major <= 143));
    }

    /** Lists a directory on a file system of the kernel's own, on which no answer can be withheld. */
    public static Evidence<List<DeviceNode>> in(Path directory, MountTable mounts) {
        // A mount point is no symbolic link, which would lead us elsewhere, to a file system that may never answer.
        Optional<String> kind = mounts.at("/dev").map(MountInfo::fsType);
        if (kind.filter(type -> type.equals("tmpfs") || type.equals("devtmpfs")).isEmpty()) {
            return Evidence.notSeen(
                    directory.toString(),
                    "its /dev is " + kind.map("a mount of type "::concat).orElse("no mount") + ", which is not opened");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return Evidence.seen(
                    directory.toString(),
                    entries.limit(MOST)
                            .filter(entry ->
                                    mounts.at("/dev/" + entry.getFileName()).isEmpty())
                            .flatMap(entry -> node(entry).stream())
                            .sorted(java.util.Comparator.comparing(DeviceNode::name))
                            .toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            return Evidence.notSeen(directory.toString(), ProcDirectory.reason(e));
        }
    }

    private static Optional<DeviceNode> node(Path entry) {
        try {
            Map<String, Object> facts = Files.readAttributes(entry, "unix:mode,rdev", LinkOption.NOFOLLOW_LINKS);
            if (facts.get("mode") instanceof Integer mode && facts.get("rdev") instanceof Long device) {
                int kind = mode & KIND;
                return kind == BLOCK || kind == CHARACTER
                        ? Optional.of(of(String.valueOf(entry.getFileName()), kind == BLOCK, device))
                        : Optional.empty();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes the number apart as makedev(3) put it together. */
    static DeviceNode of(String name, boolean block, long device) {
        int major = (int) ((device >>> 8 & 0xfff) | (device >>> 32 & ~0xfff));
        int minor = (int) ((device & 0xff) | (device >>> 12 & ~0xff));
        return new DeviceNode(name, block, major, minor);
    }
}
