package nutshell.container;

import nutshell.kernel.NetlinkSocket;
import nutshell.namespaces.Namespace;
import nutshell.network.InterfaceName;
import nutshell.network.LinkRequest;
import nutshell.network.NetlinkProtocol;
import nutshell.refusals.Printable;

/** Switches an interface on; in a new network namespace even lo is off. */
public record LinkUp(InterfaceName name) implements Step {

    static Step read(Arguments arguments) {
        String act = arguments.next("up");
        if (!act.equals("up")) {
            throw arguments.wrong("'" + Printable.text(act) + "' is not up");
        }
        return new LinkUp(arguments.next("the interface", InterfaceName::new));
    }

    @Override
    public String line() {
        return "link up " + name;
    }

    @Override
    public void apply(Site site) {
        site.protectHost(Namespace.NET, "link up would switch on an interface of this machine");
        boolean changesHost = !site.owns(Namespace.NET) && site.hostNetwork().willSwitchOn(name);
        try (NetlinkSocket socket = site.kernel().netlink(NetlinkProtocol.ROUTE)) {
            socket.ask(LinkRequest.set(name, true));
        }
        if (changesHost) {
            site.hostNetwork().switchedOn(name);
        }
    }

    @Override
    public void describe(Bundle bundle) {
        if (!name.name().equals("lo")) {
            bundle.leaveOutNetwork(this);
        }
        // Every runtime switches lo on by itself.
    }

    @Override
    public void describe(Script script) {
        script.network().inside("ip link set " + name + " up");
    }
}
