package nutshell.escapes;

import java.util.List;
import java.util.Optional;
import nutshell.namespaces.Namespace;

/** Sees the host's processes, and walks through one of them into the host's tree; see proc(5), /proc/PID/root. */
record HostPid() implements Escape {

    @Override
    public String word() {
        return "host-pid";
    }

    @Override
    public String mistake() {
        return "the PID namespace is the host's: --pid=host";
    }

    @Override
    public Defence fix() {
        return Defence.OWN_NAMESPACES;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.share(Namespace.PID);
    }

    @Override
    public void prepare(Stake stake) {
        stake.process();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        String root = "/proc/%d/root".formatted(scene.stake().process().pid());
        return List.of(attacker -> {
            int nonce = attacker.note("the root of a process of the host's: the host's tree")
                    .open(root + scene.stake().nonceFile());
            attacker.tell(nonce).close(nonce);
            attacker.note("a file that only the host's root could leave")
                    .create(root + scene.stake().left());
        });
    }

    @Override
    public Optional<Still> still(Scene scene) {
        HostProcess process = scene.stake().process();
        return Optional.of(new Still(
                attacker ->
                        attacker.call("kill", List.of(Integer.toString(process.pid()), "SIGTERM"), process.pid(), 15),
                process::ends,
                "a process of the host's could still be ended, by a signal"));
    }
}
