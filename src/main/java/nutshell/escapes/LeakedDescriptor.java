package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;
import nutshell.container.Errand;

/** Opens files below a directory whose descriptor was left open; that is where its root is not asked. */
record LeakedDescriptor() implements Escape {

    @Override
    public String word() {
        return "leaked-descriptor";
    }

    @Override
    public String mistake() {
        return "whoever started the container left a directory of the host open in it";
    }

    @Override
    public Defence fix() {
        return Defence.CLOSED_DESCRIPTORS;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.leak(Path.of("/"));
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(attacker -> {
            int nonce = attacker.note("descriptor 3 is / of the host")
                    .openBelow(Errand.LEAKED, below(scene.stake().nonceFile()));
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave")
                    .createBelow(Errand.LEAKED, below(scene.stake().left()));
        });
    }

    private static String below(Path path) {
        return path.toString().substring(1);
    }
}
