package nutshell.container;

import java.util.Optional;
import nutshell.kernel.NetlinkSocket;
import nutshell.namespaces.Namespace;
import nutshell.network.InterfaceName;
import nutshell.network.Link;
import nutshell.network.LinkAddress;
import nutshell.network.LinkRequest;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.refusals.Refusal;

/**
 * Lays a cable from the host into the container; see veth(4).
 *
 * @param bridge what the host's end is plugged into
 */
public record AddVeth(InterfaceName outside, InterfaceName inside, Prefix prefix, Optional<InterfaceName> bridge)
        implements Step {

    static Step read(Arguments arguments) {
        Optional<InterfaceName> bridge =
                arguments.option("--bridge").map(name -> arguments.read(name, InterfaceName::onHost));
        return new AddVeth(
                arguments.next("the host's end", InterfaceName::onHost),
                arguments.next("the end inside", InterfaceName::new),
                arguments.next("ADDR/LEN", Prefix::parse),
                bridge);
    }

    @Override
    public String line() {
        return "veth " + outside + " " + inside + " " + prefix
                + bridge.map(name -> " --bridge " + name).orElse("");
    }

    @Override
    public void apply(Site site) {
        if (!site.owns(Namespace.NET)) {
            throw Refusal.safety(
                    "both ends of the cable would be on this machine: the net namespace is still the host's",
                    "unshare net first");
        }
        site.hostNetwork().addVeth(outside, bridge, inside, site.task().tid());
        // An address does not survive the move into another namespace, so it is given there.
        try (NetlinkSocket socket = site.kernel().netlink(NetlinkProtocol.ROUTE)) {
            Link link = Link.of(socket.look(LinkRequest.get(inside)).get(0)).orElseThrow();
            socket.ask(LinkAddress.add(link, prefix));
            socket.ask(LinkRequest.set(inside, true));
        }
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.leaveOutNetwork(this);
    }

    @Override
    public void describe(Script script) {
        script.network()
                .inside("$outside ip link add " + outside + " type veth peer name " + inside + " netns $$"
                        + bridge.map(name -> "; $outside ip link set " + outside + " master " + name)
                                .orElse("")
                        + "; $outside ip link set " + outside + " up");
        script.network().inside("ip address add " + prefix + " dev " + inside, "ip link set " + inside + " up");
    }
}
