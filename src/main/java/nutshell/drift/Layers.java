package nutshell.drift;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import nutshell.evidence.proc.MountTable;
import nutshell.kernel.FileStamp;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenFiles;
import nutshell.kernel.OpenMode;
import nutshell.kernel.SyscallFailed;
import nutshell.mounts.MountInfo;

/**
 * The lower layers of a container's overlay, which it cannot write to: mounted once more without the upper one, so that the
 * kernel itself says what the image has where, whiteouts and all. Nobody else sees that mount.
 */
final class Layers implements Image {

    private static final String OVERLAY = "overlay";

    private final Kernel kernel;
    private final OpenFiles files;
    private final int root;
    private final int count;

    private Layers(Kernel kernel, OpenFiles files, int root, int count) {
        this.kernel = kernel;
        this.files = files;
        this.root = root;
        this.count = count;
    }

    /** Empty where the root is no overlay, or its layers cannot be had from here. */
    static Optional<Layers> of(Kernel kernel, OpenFiles files, MountTable mounts) {
        List<String> lower = mounts.at("/")
                .filter(mount -> mount.fsType().equals(OVERLAY) && mount.root().equals("/"))
                .map(MountInfo::superOptions)
                .map(LowerDirectories::of)
                .orElse(List.of());
        // A runtime with very many layers names them by paths relative to a directory of its own.
        if (lower.isEmpty() || lower.stream().anyMatch(path -> !path.startsWith("/"))) {
            return Optional.empty();
        }
        try {
            int root = lower.size() == 1
                    ? kernel.open(lower.get(0), OpenMode.PATH)
                    : kernel.mountUnseen(
                            OVERLAY,
                            lower.stream()
                                    .map(path -> Map.entry("lowerdir+", path))
                                    .toList());
            return Optional.of(new Layers(kernel, files, root, lower.size()));
        } catch (SyscallFailed e) {
            // "lowerdir+" came with Linux 6.7; or the paths mean something else here than where they were mounted.
            return Optional.empty();
        }
    }

    @Override
    public String source() {
        return count == 1 ? "the lower layer of its overlay" : "the " + count + " lower layers of its overlay";
    }

    @Override
    public Verdict judge(String path, Program program) {
        OptionalInt there = files.beneath(root, path);
        if (there.isEmpty()) {
            return Verdict.NOT_IN_IMAGE;
        }
        try {
            return compare(program, program.beside(there.getAsInt(), files));
        } finally {
            files.close(there.getAsInt());
        }
    }

    private static Verdict compare(Program program, Program below) {
        FileStamp stamp = below.stamp();
        if (!stamp.isRegular()) {
            return Verdict.NOT_IN_IMAGE;
        }
        if (program.stamp().shows(stamp)) {
            return Verdict.OF_THE_IMAGE;
        }
        // It may have been copied up as it was, by a chmod(1) say.
        boolean same =
                program.stamp().size() == stamp.size() && program.digest().equals(below.digest());
        return same ? Verdict.OF_THE_IMAGE : Verdict.CHANGED;
    }

    /** All that can be executed in it. */
    Profile learn() {
        return new Walk(files, root).profile(source(), List.of());
    }

    @Override
    public void close() {
        kernel.close(root);
    }
}
