package nutshell.container;

import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.kernel.Kernel;
import nutshell.kernel.NetlinkSocket;
import nutshell.kernel.SyscallFailed;
import nutshell.network.InterfaceName;
import nutshell.network.Link;
import nutshell.network.LinkRequest;
import nutshell.network.Masquerade;
import nutshell.network.NetlinkProtocol;
import nutshell.network.Prefix;
import nutshell.network.Route;
import nutshell.refusals.Refusal;

/** Takes back what a session's ledger names of the host's network; what is gone already is no error. */
final class NetworkRemoval {

    private static final Set<Errno> GONE = Set.of(Errno.ENODEV, Errno.ENOENT, Errno.ESRCH);

    private final Kernel kernel;
    private final Ledger ledger;

    NetworkRemoval(Kernel kernel, Ledger ledger) {
        this.kernel = kernel;
        this.ledger = ledger;
    }

    /**
     * The number by which the kernel itself knows a session's links (IFLA_GROUP): given as they are made, so that none is
     * taken for ours because of its name alone.
     */
    static int group(String session) {
        return 1 + Integer.parseInt(session.substring(0, 7), 16);
    }

    /** Returns whether there was something to take back. */
    boolean takeBack(Ledger.Entry entry) {
        try {
            return switch (entry.kind()) {
                case LINK -> link(InterfaceName.onHost(entry.what()));
                case LINK_UP -> down(new InterfaceName(entry.what()));
                case ROUTE -> route(entry.what());
                case NAT -> nat(InterfaceName.onHost(entry.what()));
                default -> false;
            };
        } catch (SyscallFailed e) {
            if (GONE.contains(e.errno())) {
                return false;
            }
            throw e;
        } catch (Refusal e) {
            // No name that we would have written: someone has tampered with the ledger.
            return false;
        }
    }

    private boolean link(InterfaceName name) {
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            Link link = Link.of(socket.look(LinkRequest.get(name)).get(0)).orElseThrow();
            boolean ours = link.group() == group(ledger.session());
            if (ours) {
                socket.ask(LinkRequest.delete(link));
            }
            return ours;
        }
    }

    private boolean down(InterfaceName name) {
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            socket.ask(LinkRequest.set(name, false));
            return true;
        }
    }

    private boolean route(String via) {
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.ROUTE)) {
            socket.ask(Route.deleteDefault(Prefix.address(via)));
            return true;
        }
    }

    private boolean nat(InterfaceName bridge) {
        try (NetlinkSocket socket = kernel.netlink(NetlinkProtocol.NETFILTER)) {
            socket.ask(new Masquerade(bridge, ledger.session()).delete());
            return true;
        } finally {
            new Forwarding(ledger.running()).offUnlessNeeded(kernel);
        }
    }
}
