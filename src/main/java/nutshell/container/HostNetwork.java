package nutshell.container;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nutshell.kernel.Kernel;
import nutshell.kernel.NetlinkSocket;
import nutshell.network.InterfaceName;
import nutshell.network.Link;
import nutshell.network.LinkAddress;
import nutshell.network.LinkRequest;
import nutshell.network.Masquerade;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.refusals.Refusal;

/** What one building of a container has put into the host's network: written into the ledger first, taken back with it. */
final class HostNetwork {

    private final Host host;
    private final Ledger ledger;
    private final Deque<Ledger.Entry> made = new ArrayDeque<>();

    HostNetwork(Host host, Ledger ledger) {
        this.host = host;
        this.ledger = ledger;
    }

    void addBridge(InterfaceName name, Prefix prefix) {
        will(Ledger.Kind.LINK, name.name());
        host.run(kernel -> {
            try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
                socket.ask(LinkRequest.newBridge(name, NetworkRemoval.group(ledger.session())));
                made(Ledger.Kind.LINK, name.name());
                Link bridge = link(socket, name);
                socket.ask(LinkAddress.add(bridge, prefix));
                // Built anew after an undo: the other containers' cables hang loose.
                for (InterfaceName port : host.ports().of(name)) {
                    socket.ask(LinkRequest.plug(port, bridge));
                }
            }
        });
    }

    void addVeth(InterfaceName outside, Optional<InterfaceName> bridge, InterfaceName inside, int tid) {
        will(Ledger.Kind.LINK, outside.name());
        host.run(kernel -> {
            try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
                Optional<Link> plug = bridge.map(name -> bridge(socket, name));
                int group = NetworkRemoval.group(ledger.session());
                socket.ask(LinkRequest.newVeth(outside, group, plug, inside, tid));
                made(Ledger.Kind.LINK, outside.name());
            }
        });
        bridge.ifPresent(name -> host.ports().plugged(outside, name));
    }

    void addNat(InterfaceName bridge) {
        Prefix network = host.call(kernel -> networkOf(kernel, bridge));
        will(Ledger.Kind.NAT, bridge.name());
        host.run(kernel -> {
            try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.NETFILTER)) {
                socket.ask(new Masquerade(bridge, ledger.session()).make(network));
            }
            made(Ledger.Kind.NAT, bridge.name());
            new Forwarding(ledger.running()).on(kernel);
        });
    }

    /** Whether an interface of the host is off; one that is on already is left as it is. */
    boolean willSwitchOn(InterfaceName name) {
        boolean down = host.call(kernel -> NetworkView.of(kernel).links().stream()
                .anyMatch(link -> link.name().equals(name.name()) && !link.up()));
        if (down) {
            will(Ledger.Kind.LINK_UP, name.name());
        }
        return down;
    }

    /** To be called before the host gets a gateway. */
    void willRoute(InetAddress via) {
        will(Ledger.Kind.ROUTE, Prefix.text(via));
    }

    void routed(InetAddress via) {
        made(Ledger.Kind.ROUTE, Prefix.text(via));
    }

    void switchedOn(InterfaceName name) {
        made(Ledger.Kind.LINK_UP, name.name());
    }

    private void will(Ledger.Kind kind, String what) {
        ledger.willMake(kind, what);
    }

    /** What was refused, because another container of ours made it say, is not for this one to take back. */
    private void made(Ledger.Kind kind, String what) {
        made.push(new Ledger.Entry(kind, what));
    }

    /** Takes it all back, latest first. */
    void takeBack() {
        if (!made.isEmpty()) {
            host.run(kernel -> made.forEach(entry -> new NetworkRemoval(kernel, ledger).takeBack(entry)));
            made.forEach(entry -> host.ports().unplugged(entry.what()));
            made.clear();
        }
    }

    private static Link link(NetlinkSocket socket, InterfaceName name) {
        return Link.of(socket.look(LinkRequest.get(name)).get(0)).orElseThrow();
    }

    private static Link bridge(NetlinkSocket socket, InterfaceName name) {
        List<Link> links = socket.look(LinkRequest.all()).stream()
                .flatMap(message -> Link.of(message).stream())
                .filter(link -> link.name().equals(name.name()))
                .toList();
        if (links.isEmpty()) {
            throw noBridge(name);
        }
        if (!links.get(0).kind().equals(Optional.of("bridge"))) {
            throw Refusal.failed(
                    name + " is an interface of this host, but no bridge", "look net; bridge nut0 10.7.0.1/24");
        }
        return links.get(0);
    }

    private static Prefix networkOf(Kernel kernel, InterfaceName name) {
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            Link bridge = bridge(socket, name);
            return NetworkView.of(kernel).addresses().stream()
                    .filter(address -> address.index() == bridge.index())
                    .map(LinkAddress::prefix)
                    .filter(Prefix::isIpv4)
                    .findFirst()
                    .map(Prefix::network)
                    .orElseThrow(() -> Refusal.failed(
                            "nat: " + name + " has no IPv4 address, and IPv6 needs no address lent",
                            "bridge nut0 10.7.0.1/24"));
        }
    }

    private static Refusal noBridge(InterfaceName name) {
        return Refusal.failed(
                "there is no bridge " + name + " on the host", "bridge " + name + " 10.7.0.1/24 makes it");
    }
}
