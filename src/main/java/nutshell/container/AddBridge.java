package nutshell.container;

import nutshell.network.InterfaceName;
import nutshell.network.Prefix;
import nutshell.refusals.Refusal;

/** Puts a bridge on the host, a switch that containers' cables are plugged into, and gives the host an address there. */
public record AddBridge(InterfaceName name, Prefix prefix) implements Step {

    static Step read(Arguments arguments) {
        return new AddBridge(
                arguments.next("the name", InterfaceName::onHost), arguments.next("ADDR/LEN", Prefix::parse));
    }

    @Override
    public String line() {
        return "bridge " + name + " " + prefix;
    }

    @Override
    public void apply(Site site) {
        if (!site.mayChangeHost()) {
            requireFree(site);
        }
        site.hostNetwork().addBridge(name, prefix);
    }

    /** A bridge in a network that the host knows already would draw the host's own packets to itself. */
    private void requireFree(Site site) {
        site.host().call(NetworkView::of).routes().stream()
                .flatMap(route -> route.to().stream())
                .filter(prefix::overlaps)
                .findFirst()
                .ifPresent(taken -> {
                    throw Refusal.safety(
                            "bridge: %s overlaps %s, which this machine has a route to already"
                                    .formatted(prefix, taken),
                            "another private network, as bridge nut0 10.77.0.1/24; host ip route shows those in use");
                });
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.leaveOutNetwork(this);
    }

    @Override
    public void describe(Script script) {
        script.network()
                .before(
                        "A switch made of software, on the host.",
                        "ip link add " + name + " type bridge",
                        "ip address add " + prefix + " dev " + name,
                        "ip link set " + name + " up");
        script.network().after("ip link delete " + name);
    }
}
