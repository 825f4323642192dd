package nutshell.escapes;

import java.util.List;
import nutshell.namespaces.Namespace;

/** Reaches a service that listens on the host's loopback interface, or on a name in no file system, and trusts whoever comes. */
record HostNetwork() implements Escape {

    @Override
    public String word() {
        return "host-network";
    }

    @Override
    public String mistake() {
        return "the network namespace is the host's: --net=host";
    }

    @Override
    public Defence fix() {
        return Defence.OWN_NAMESPACES;
    }

    @Override
    public void make(Blueprint blueprint, Stake stake) {
        blueprint.share(Namespace.NET);
    }

    @Override
    public void prepare(Stake stake) {
        stake.services();
    }

    @Override
    public List<Attack> ways(Scene scene) {
        HostServices services = scene.stake().services();
        return List.of(
                attacker -> {
                    int service = attacker.note("for the host's own programs only, it was thought")
                            .connect(services.port());
                    ask(attacker, service);
                },
                attacker -> {
                    int service = attacker.note("a name that belongs to the network namespace, and to no file system")
                            .connectAbstract(services.name());
                    ask(attacker, service);
                });
    }

    private static void ask(Attacker attacker, int service) {
        attacker.send(service, "tell me, and leave a file\n");
        attacker.tell(service);
    }
}
