package nutshell.escapes;

import java.util.List;

/** Leaves a file on a volume: its owner is root, here and on the host. */
record RootIsRoot() implements Escape {

    @Override
    public String word() {
        return "root-is-root";
    }

    @Override
    public String mistake() {
        return "root inside is root outside, and a directory of the host is shared";
    }

    @Override
    public Defence fix() {
        return Defence.USER_NAMESPACE;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.mount(new HostMount(stake.directory(), "vol", false, false));
    }

    @Override
    public boolean takesAnyVolume() {
        return true;
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(scene.takeAll(), scene.leave());
    }
}
