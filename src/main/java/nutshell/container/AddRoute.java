package nutshell.container;

import java.net.InetAddress;
import nutshell.kernel.NetlinkSocket;
import nutshell.namespaces.Namespace;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.network.Route;

/** Says where packets go that are for no network of the container's own. */
public record AddRoute(InetAddress via) implements Step {

    static Step read(Arguments arguments) {
        if (!arguments.next("default").equals("default")
                || !arguments.next("via").equals("via")) {
            throw arguments.wrong("only the default route is made, via a gateway");
        }
        return new AddRoute(arguments.next("the gateway's address", Prefix::address));
    }

    @Override
    public String line() {
        return "route default via " + Prefix.text(via);
    }

    @Override
    public void apply(Site site) {
        site.protectHost(Namespace.NET, "route would change where this machine sends its packets");
        if (!site.owns(Namespace.NET)) {
            site.hostNetwork().willRoute(via);
        }
        try (NetlinkSocket socket = site.kernel().netlink(NetlinkProtocol.ROUTE)) {
            socket.ask(Route.addDefault(via));
        }
        if (!site.owns(Namespace.NET)) {
            site.hostNetwork().routed(via);
        }
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.leaveOutNetwork(this);
    }

    @Override
    public void describe(Script script) {
        script.network().inside("ip route add default via " + Prefix.text(via));
    }
}
