package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.IdMap;

/**
 * A container's trees, where its root is somebody else on the host: owned by that one, and mounted once more below the
 * session's directory, because the way to root's own files is closed to others.
 */
final class House implements AutoCloseable {

    private final Site.Ground ground;
    private final IdMapping mapping;
    private final Path home;
    private final Path door;

    House(Site.Ground ground, IdMapping mapping) {
        this.ground = ground;
        this.mapping = mapping;
        this.home = ground.store().make(ground.name());
        this.door = ground.ledger().directory().resolve(ground.name());
        makeWay();
        ground.host().run(kernel -> {
            HostChanges.willMount(ground.ledger(), door.toString());
            kernel.mount(home.toString(), door.toString(), null, MountFlag.of(MountFlag.MS_BIND), null);
        });
    }

    /** Whoever knows the way may pass, but not look around: the session's name is forty-eight random bits. */
    private void makeWay() {
        try {
            Path session = ground.ledger().directory();
            for (Path directory : new Path[] {session.getParent(), session}) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Files.createDirectories(door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a tree to its new owners, and returns where they find it. A person's own directory stays as it is. */
    Path handOver(Path tree) {
        if (!tree.startsWith(home)) {
            return tree;
        }
        if (ground.store().isOwnedBy(tree, mapping.users())) {
            return door.resolve(home.relativize(tree));
        }
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    shift(directory);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    shift(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return door.resolve(home.relativize(tree));
    }

    /** An owner that is nobody inside has been shifted before. */
    private void shift(Path file) throws IOException {
        Map<String, Object> is = Files.readAttributes(file, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        boolean changed = shift(file, "unix:uid", is, mapping.users());
        changed |= shift(file, "unix:gid", is, mapping.groups());
        int mode = is.get("mode") instanceof Integer bits ? bits : 0;
        boolean regular = (mode & 0170000) == 0100000;
        if (changed && regular && (mode & 06000) != 0) {
            // chown(2) has taken the setuid and setgid bits away.
            Files.setAttribute(file, "unix:mode", mode & 07777);
        }
    }

    private static boolean shift(Path file, String what, Map<String, Object> is, IdMap map) throws IOException {
        int id = is.get(what.substring("unix:".length())) instanceof Integer number ? number : 0;
        boolean shifted =
                map.ranges().stream().anyMatch(range -> id >= range.outside() && id - range.outside() < range.count());
        if (shifted) {
            return false;
        }
        // An id that is nobody inside becomes root's: there must be an owner.
        Files.setAttribute(
                file, what, (int) map.outside(id).orElse(map.outside(0).orElse(id)), LinkOption.NOFOLLOW_LINKS);
        return true;
    }

    @Override
    public void close() {
        ground.host().run(kernel -> HostChanges.unmount(kernel, "0 " + door));
        try {
            Files.deleteIfExists(door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
