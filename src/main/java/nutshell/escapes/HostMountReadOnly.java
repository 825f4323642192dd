package nutshell.escapes;

import java.nio.file.Path;
import java.util.List;

/** Reads secrets through a read-only mount, and writes to a socket in it: read-only keeps files as they are, and no more. */
record HostMountReadOnly() implements Escape {

    @Override
    public String word() {
        return "host-mount-read-only";
    }

    @Override
    public String mistake() {
        return "/ of the host is mounted read-only, so it seems harmless";
    }

    @Override
    public Defence fix() {
        return Defence.NO_MOUNT;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.mount(new HostMount(Path.of("/"), "host", true, true));
    }

    @Override
    public void prepare(Stake stake) {
        stake.services();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(attacker -> {
            int nonce = attacker.note("read-only is enough to read")
                    .open(scene.at(scene.stake().nonceFile()));
            attacker.tell(nonce).close(nonce);
            int service = attacker.note("a socket is no file: read-only does not close it")
                    .connect(scene.at(scene.stake().services().socket()));
            attacker.note("a service of root's does what it is asked").send(service, "leave a file\n");
            attacker.tell(service);
        });
    }
}
