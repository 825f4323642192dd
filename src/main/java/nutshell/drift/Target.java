package nutshell.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nutshell.evidence.proc.MountTable;
import nutshell.evidence.proc.ProcDirectory;
import nutshell.mounts.MountInfo;
import nutshell.namespaces.NamespaceId;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/**
 * Whom we watch: a container, by one of its processes or by the thread that it is.
 *
 * @param name as its owner would say it: {@code docker:web}
 * @param proc its directory in the host's /proc
 */
public record Target(String name, Path proc) {

    /** Refuses whoever has no mounts of its own: there, every program of the host would be watched. */
    public Target {
        NamespaceId theirs = NamespaceId.read(proc.resolve("ns/mnt"));
        if (theirs.equals(NamespaceId.read(Path.of("/proc/self/ns/mnt")))) {
            throw Refusal.usage(
                    Printable.text(name, 100)
                            + " has the host's own mounts, so it has no image that it could drift from;"
                            + " expected a container",
                    "unshare mnt, overlay and pivot_root make one; or nutshell drift watch docker:web");
        }
    }

    /** Its number, where it is a process. */
    OptionalInt pid() {
        String last = String.valueOf(proc.getFileName());
        boolean process = Path.of("/proc").equals(proc.getParent()) && last.matches("[0-9]{1,9}");
        return process ? OptionalInt.of(Integer.parseInt(last)) : OptionalInt.empty();
    }

    boolean lives() {
        return Files.exists(proc.resolve("ns"));
    }

    MountTable mounts() {
        return mounts(proc);
    }

    /** The mounts of a process; none where it has ended. */
    static MountTable mounts(Path process) {
        return new MountTable(new ProcDirectory(process)
                .lines("mountinfo")
                .parsed(MountInfo::parse)
                .fact()
                .orElse(List.of()));
    }

    /** Where its root lies in its own mount namespace: "/" after pivot_root(2), a longer path after chroot(2). */
    String rootPath() {
        try {
            return Files.readSymbolicLink(proc.resolve("root")).toString();
        } catch (IOException e) {
            throw Refusal.failed(Printable.text(name, 100) + " has ended", "nutshell inspect " + name);
        }
    }

    /** A path as its mount namespace has it, seen from its root; empty for what lies outside. */
    static Optional<String> seenFrom(String root, String path) {
        if (root.equals("/")) {
            return Optional.of(path);
        }
        return path.startsWith(root + "/") ? Optional.of(path.substring(root.length())) : Optional.empty();
    }
}
