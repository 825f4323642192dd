package nutshell.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** What rtnetlink(7) can be asked about links. */
public final class LinkRequest {

    private static final int DELETE = 17;
    private static final int GET = 18;
    private static final int IFF_UP = 1;
    private static final int MAKE = Request.ACK | Request.CREATE | Request.EXCLUSIVE;

    private LinkRequest() {}

    /** A switch made of software, switched on. */
    public static Request newBridge(InterfaceName name, int group) {
        return new Request(
                Link.NEW,
                MAKE,
                header(0, IFF_UP),
                named(name).put(LinkAttribute.GROUP, group).nest(LinkAttribute.LINKINFO, kind("bridge")),
                "RTM_NEWLINK %s bridge group %d up".formatted(name, group));
    }

    /**
     * A cable: one end here and switched on, the other in the network namespace of a thread. The other stays off, because
     * it is registered first, and a veth without its peer cannot be switched on (ENOTCONN from veth_open()).
     *
     * @param bridge the link that the end here becomes a port of
     * @param tid a thread or process, as the asking thread's PID namespace numbers it
     */
    public static Request newVeth(InterfaceName name, int group, Optional<Link> bridge, InterfaceName peer, int tid) {
        Attributes here = named(name).put(LinkAttribute.GROUP, group);
        bridge.ifPresent(link -> here.put(LinkAttribute.MASTER, link.index()));
        Attributes there = named(peer).put(LinkAttribute.NET_NS_PID, tid);
        Attributes both = new Attributes().nest(LinkAttribute.VETH_PEER, header(0, 0), there);
        here.nest(LinkAttribute.LINKINFO, kind("veth").nest(LinkAttribute.INFO_DATA, both));
        String master = bridge.map(link -> " master " + link.name()).orElse("");
        return new Request(
                Link.NEW,
                MAKE,
                header(0, IFF_UP),
                here,
                "RTM_NEWLINK %s veth%s group %d up ↔ %s netns %d".formatted(name, master, group, peer, tid));
    }

    /** Switches a link on or off. */
    public static Request set(InterfaceName name, boolean up) {
        String words = "RTM_NEWLINK %s %s".formatted(name, up ? "up" : "down");
        return new Request(Link.NEW, Request.ACK, change(up ? IFF_UP : 0), named(name), words);
    }

    /** Plugs a link into a bridge. */
    public static Request plug(InterfaceName name, Link bridge) {
        Attributes attributes = named(name).put(LinkAttribute.MASTER, bridge.index());
        String words = "RTM_NEWLINK %s master %s".formatted(name, bridge.name());
        return new Request(Link.NEW, Request.ACK, header(0, 0), attributes, words);
    }

    /** Takes a link away; the other end of a veth goes with it. */
    public static Request delete(Link link) {
        return new Request(
                DELETE, Request.ACK, header(link.index(), 0), new Attributes(), "RTM_DELLINK " + link.name());
    }

    public static Request get(InterfaceName name) {
        return new Request(GET, 0, header(0, 0), named(name), "RTM_GETLINK " + name);
    }

    public static Request all() {
        return new Request(GET, Request.DUMP, header(0, 0), new Attributes(), "RTM_GETLINK all");
    }

    private static Attributes named(InterfaceName name) {
        return new Attributes().put(LinkAttribute.IFNAME, name.name());
    }

    private static Attributes kind(String kind) {
        return new Attributes().put(LinkAttribute.INFO_KIND, kind);
    }

    private static byte[] change(int flags) {
        return header(0, flags, IFF_UP);
    }

    private static byte[] header(int index, int flags) {
        return header(index, flags, flags);
    }

    /** {@code struct ifinfomsg}: the flags, and which of them are meant. */
    private static byte[] header(int index, int flags, int mask) {
        return ByteBuffer.allocate(Link.HEADER)
                .order(ByteOrder.nativeOrder())
                .putInt(0)
                .putInt(index)
                .putInt(flags)
                .putInt(mask)
                .array();
    }
}
