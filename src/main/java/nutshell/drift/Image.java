package nutshell.drift;

import java.util.Collection;
import java.util.Optional;
import nutshell.evidence.proc.MountTable;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenFiles;
import nutshell.kernel.OpenMode;
import nutshell.mounts.MountInfo;

/** What a container began with: the measure of what has come since. */
public sealed interface Image extends AutoCloseable permits Layers, Profile {

    /** Where it was read, in words. */
    String source();

    /**
     * Says what a program is to the image: its own if it has, at this very path, this very content. The name is part of it:
     * one program may be twenty, as busybox is.
     */
    Verdict judge(String path, Program program);

    /** Reads what a container began with; where its layers cannot be had, what is in its root as it is now. */
    static Image of(Target target, Kernel kernel, OpenFiles files) {
        MountTable mounts = target.mounts();
        Optional<Layers> layers = Layers.of(kernel, files, mounts);
        return layers.isPresent() ? layers.get() : learned(target, mounts, kernel, files);
    }

    /** Notes all that can be executed. */
    static Profile learn(Target target, Kernel kernel) {
        OpenFiles files = kernel.openFiles();
        try (Image image = of(target, kernel, files)) {
            return image instanceof Layers layers ? layers.learn() : (Profile) image;
        }
    }

    private static Profile learned(Target target, MountTable mounts, Kernel kernel, OpenFiles files) {
        int root = kernel.open(target.proc().resolve("root").toString(), OpenMode.PATH);
        try {
            Collection<String> points =
                    mounts.mounts().stream().map(MountInfo::mountPoint).toList();
            return new Walk(files, root).profile("its root as it was when we came", points);
        } finally {
            kernel.close(root);
        }
    }

    @Override
    default void close() {}
}
