package nutshell.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A line of the main routing table; see rtnetlink(7), RTM_NEWROUTE.
 *
 * @param to empty for the default route
 * @param via the gateway, empty where the destination is on the link itself
 * @param link the index of the link that packets leave by
 */
public record Route(Optional<Prefix> to, Optional<InetAddress> via, Optional<Integer> link) {

    private static final int HEADER = 12;
    private static final int NEW = 24;
    private static final int DELETE = 25;
    private static final int GET = 26;
    private static final int DESTINATION = 1;
    private static final int OUT = 4;
    private static final int GATEWAY = 5;
    private static final byte MAIN = (byte) 254;
    private static final byte UNICAST = 1;

    /** Who put a route there; below 192 nobody else uses this number (rt_protos of iproute2). */
    public static final int BY_NUTSHELL = 110;

    /** Reads RTM_NEWROUTE; empty for other messages and for routes of other tables. */
    public static Optional<Route> of(Message message) {
        ByteBuffer body = message.body();
        if (message.type() != NEW || body.limit() < HEADER || body.get(4) != MAIN || body.get(7) != UNICAST) {
            return Optional.empty();
        }
        AttributeMap attributes = message.attributes(HEADER);
        int length = Byte.toUnsignedInt(body.get(1));
        return Optional.of(new Route(
                attributes.address(DESTINATION).map(address -> new Prefix(address, length)),
                attributes.address(GATEWAY),
                attributes.number(OUT)));
    }

    public static Request addDefault(InetAddress via) {
        return aboutDefault(NEW, Request.ACK | Request.CREATE | Request.EXCLUSIVE, via, "RTM_NEWROUTE");
    }

    /** Takes the default route by this gateway away, if we put it there. */
    public static Request deleteDefault(InetAddress via) {
        return aboutDefault(DELETE, Request.ACK, via, "RTM_DELROUTE");
    }

    public static Request all() {
        byte[] header = header(Family.UNSPECIFIED, (byte) 0, (byte) 0);
        return new Request(GET, Request.DUMP, header, new Attributes(), "RTM_GETROUTE all");
    }

    private static Request aboutDefault(int type, int flags, InetAddress via, String name) {
        return new Request(
                type,
                flags,
                header(Family.of(via), (byte) BY_NUTSHELL, UNICAST),
                new Attributes().put(GATEWAY, via),
                "%s default via %s".formatted(name, Prefix.text(via)));
    }

    /** {@code struct rtmsg} for all destinations; the scope is 0, the whole world. */
    private static byte[] header(byte family, byte protocol, byte type) {
        return ByteBuffer.allocate(HEADER)
                .put(family)
                .put(4, MAIN)
                .put(5, protocol)
                .put(7, type)
                .array();
    }
}
