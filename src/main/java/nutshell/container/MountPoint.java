package nutshell.container;

import java.nio.file.Path;
import java.util.Optional;
import nutshell.mounts.MountPointOptions;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Where something is about to be mounted, on the container's thread: there already, made now, or done without. */
record MountPoint(Site site, String target, MountPointOptions options) {

    /** S_IFREG of inode(7). */
    private static final int FILE = 0100000;

    /**
     * Whether to mount: yes, unless nothing is there and that is no failure.
     *
     * @param bound what is bound there; a file can only be bound over a file
     */
    boolean isThere(Optional<String> bound) {
        if (options.make().isPresent() && !site.kernel().sight().leadsSomewhere(target)) {
            make(
                    options.make().get(),
                    bound.isPresent() && !site.kernel().sight().isDirectory(bound.get()));
        }
        return !options.mayBeAbsent() || site.kernel().sight().leadsSomewhere(target);
    }

    private void make(int mode, boolean file) {
        if (!site.root().isEntered() && !site.mayChangeHost() && !site.root().isOurs(fromHere())) {
            throw Refusal.safety(
                    "X-mount.mkdir would make " + Printable.text(target) + " in the host's own tree",
                    "chdir, then a target without the first slash; or pivot_root first");
        }
        for (int slash = target.indexOf('/', 1); slash > 0; slash = target.indexOf('/', slash + 1)) {
            directory(target.substring(0, slash), mode);
        }
        if (file) {
            site.kernel().mknod(target, FILE | 0644, 0, 0);
        } else {
            directory(target, mode);
        }
    }

    private Path fromHere() {
        String here = site.kernel()
                .sight()
                .link(HostProc.descriptor(), "thread-self/cwd")
                .text()
                .orElse("/");
        return Words.path(here).resolve(Words.path(target)).normalize();
    }

    private void directory(String path, int mode) {
        if (!site.kernel().sight().leadsSomewhere(path)) {
            site.kernel().mkdir(path, mode);
        }
    }
}
