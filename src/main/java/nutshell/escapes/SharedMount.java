package nutshell.escapes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.container.Preparations;
import nutshell.mounts.MountFlag;

/**
 * A directory of the host's where mounts are shared, as systemd has them everywhere, and beside it a tree on a mount that is
 * private: pivot_root(2) takes no new root on or below a shared one.
 */
final class SharedMount implements AutoCloseable {

    private final Preparations preparations;
    private final Path home;
    private final Path tree;
    private final Path directory;

    SharedMount(Preparations preparations) {
        this.preparations = preparations;
        this.home = preparations.directory("shared");
        privately(home);
        this.tree = Stake.plant(home.resolve("tree"));
        privately(tree);
        this.directory = home.resolve("mounts");
        try {
            Files.createDirectories(late());
            Files.createDirectories(mine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        preparations.mount(directory.toString(), directory, null, null);
        preparations.propagation(directory, MountFlag.MS_SHARED);
        preparations.expectMount(mine());
    }

    private void privately(Path place) {
        preparations.mount(place.toString(), place, null, null);
        preparations.propagation(place, MountFlag.MS_PRIVATE);
    }

    Path tree() {
        return tree;
    }

    Path directory() {
        return directory;
    }

    /** Where the host mounts something when the container is there already. */
    private Path late() {
        return directory.resolve("late");
    }

    Path lateNonce() {
        return late().resolve("nonce");
    }

    /** A directory of the host's that something may be mounted over. */
    Path mine() {
        return directory.resolve("mine");
    }

    void mountLate(Nonce nonce) {
        preparations.mount("late", late(), "tmpfs", "size=64k,mode=755");
        nonce.writeTo(lateNonce(), false);
    }

    void unmountLate() {
        preparations.unmount(late());
    }

    /** Takes away what the attacker has mounted, once it has been looked at. */
    void clear() {
        preparations.unmount(mine());
    }

    @Override
    public void close() {
        clear();
        unmountLate();
        preparations.unmount(directory);
        preparations.unmount(tree);
        preparations.unmount(home);
    }
}
