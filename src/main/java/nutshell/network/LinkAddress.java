package nutshell.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An address that a link has; see rtnetlink(7), RTM_NEWADDR.
 *
 * @param index the link's
 */
public record LinkAddress(int index, Prefix prefix) {

    private static final int HEADER = 8;
    private static final int NEW = 20;
    private static final int GET = 22;
    private static final int ADDRESS = 1;
    private static final int LOCAL = 2;
    private static final int FLAGS = 8;
    private static final int IFA_F_NODAD = 2;

    /** Reads RTM_NEWADDR; empty for other messages. */
    public static Optional<LinkAddress> of(Message message) {
        if (message.type() != NEW || message.body().limit() < HEADER) {
            return Optional.empty();
        }
        AttributeMap attributes = message.attributes(HEADER);
        int length = Byte.toUnsignedInt(message.body().get(1));
        int index = message.body().getInt(4);
        // On a link from point to point IFA_ADDRESS is the other end's.
        return attributes
                .address(LOCAL)
                .or(() -> attributes.address(ADDRESS))
                .map(address -> new LinkAddress(index, new Prefix(address, length)));
    }

    /** Gives a link an address. */
    public static Request add(Link link, Prefix prefix) {
        Attributes attributes = new Attributes().put(LOCAL, prefix.address()).put(ADDRESS, prefix.address());
        if (!prefix.isIpv4()) {
            // Else it could not be used for a second or two, while the kernel looks for another who has it.
            attributes.put(FLAGS, IFA_F_NODAD);
        }
        return new Request(
                NEW,
                Request.ACK | Request.CREATE | Request.EXCLUSIVE,
                header(Family.of(prefix.address()), prefix.length(), link.index()),
                attributes,
                "RTM_NEWADDR %s dev %s".formatted(prefix, link.name()));
    }

    public static Request all() {
        return new Request(GET, Request.DUMP, header(Family.UNSPECIFIED, 0, 0), new Attributes(), "RTM_GETADDR all");
    }

    /** {@code struct ifaddrmsg}. */
    private static byte[] header(byte family, int length, int index) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.nativeOrder())
                .put(family)
                .put((byte) length)
                .putShort((short) 0)
                .putInt(index)
                .array();
    }
}
