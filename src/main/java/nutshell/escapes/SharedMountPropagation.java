package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;

/** Sees what the host mounts later, and mounts over the host's own paths; see mount_namespaces(7), Shared subtrees. */
record SharedMountPropagation() implements Escape {

    @Override
    public String word() {
        return "shared-mount-propagation";
    }

    @Override
    public String mistake() {
        return "mounts are shared with the host: --mount type=bind,bind-propagation=rshared";
    }

    @Override
    public Defence fix() {
        return Defence.PRIVATE_PROPAGATION;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.propagate();
        blueprint.mount(new HostMount(stake.shared().directory(), "host", true, false));
    }

    @Override
    public void prepare(Stake stake) {
        stake.shared();
    }

    @Override
    public Path tree(Stake stake) {
        return stake.shared().tree();
    }

    @Override
    public Path left(Stake stake) {
        return stake.shared().mine().resolve("was-here");
    }

    /** An hour later the host mounts a disk with secrets. */
    @Override
    public void meanwhile(Scene scene) {
        scene.stake().shared().mountLate(scene.stake().nonce());
    }

    @Override
    public List<Attack> ways(Scene scene) {
        SharedMount shared = scene.stake().shared();
        return List.of(
                attacker -> {
                    int nonce = attacker.note("what the host has mounted since the container began")
                            .open(scene.at(shared.lateNonce()));
                    attacker.tell(nonce).close(nonce);
                    mountOver(attacker, scene, shared);
                },
                attacker -> mountOver(attacker, scene, shared));
    }

    private static void mountOver(Attacker attacker, Scene scene, SharedMount shared) {
        String mine = scene.at(shared.mine());
        attacker.note("over a directory of the host's: there too").mount("mine", mine, "tmpfs", null);
        attacker.note("the host finds it at " + shared.mine()).create(mine + "/was-here");
    }

    @Override
    public void afterwards(Scene scene) {
        scene.stake().shared().unmountLate();
    }
}
