package nutshell.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table of nf_tables that lends the containers behind one bridge the host's address: what {@code nft} writes as {@code ip
 * saddr 10.7.0.0/24 oifname != "nut0" masquerade} in a chain of type nat at the hook postrouting.
 *
 * <p>Numbers from {@code <linux/netfilter/nf_tables.h>} and {@code <linux/netfilter/nfnetlink.h>}.
 */
public record Masquerade(InterfaceName bridge, String session) {

    /** What the names of our tables begin with. */
    private static final String OURS = "nutshell_";

    private static final String CHAIN = "postrouting";
    private static final int SUBSYSTEM = 10;
    private static final int NEW_TABLE = SUBSYSTEM << 8;
    private static final int GET_TABLE = SUBSYSTEM << 8 | 1;
    private static final int DELETE_TABLE = SUBSYSTEM << 8 | 2;
    private static final int NEW_CHAIN = SUBSYSTEM << 8 | 3;
    private static final int NEW_RULE = SUBSYSTEM << 8 | 6;
    private static final int MAKE = Request.ACK | Request.CREATE | Request.EXCLUSIVE;
    private static final int POST_ROUTING = 4;
    private static final int SOURCE_NAT_PRIORITY = 100;
    private static final int ACCEPT = 1;

    public String table() {
        return OURS + bridge + "_" + session;
    }

    /** All or nothing: table, chain and rule travel in one batch. */
    public List<Request> make(Prefix network) {
        return batch(newTable(), newChain(), newRule(network));
    }

    public List<Request> delete() {
        Attributes name = new Attributes().put(1, table());
        return batch(
                new Request(DELETE_TABLE, Request.ACK, header(Family.IPV4, 0), name, "NFT_MSG_DELTABLE ip " + table()));
    }

    /** Asks for all tables for IPv4. */
    public static Request allTables() {
        return new Request(
                GET_TABLE, Request.DUMP, header(Family.IPV4, 0), new Attributes(), "NFT_MSG_GETTABLE ip, all");
    }

    /** Reads a table's name, if it is one of ours. */
    public static Optional<String> ourTable(Message message) {
        return message.type() == NEW_TABLE
                ? message.attributes(4).text(1).filter(name -> name.startsWith(OURS))
                : Optional.empty();
    }

    private static List<Request> batch(Request... requests) {
        Request begin = new Request(16, 0, header((byte) 0, SUBSYSTEM), new Attributes(), "NFNL_MSG_BATCH_BEGIN");
        Request end = new Request(17, 0, header((byte) 0, SUBSYSTEM), new Attributes(), "NFNL_MSG_BATCH_END");
        return java.util.stream.Stream.of(List.of(begin), Arrays.asList(requests), List.of(end))
                .flatMap(List::stream)
                .toList();
    }

    private Request newTable() {
        Attributes table = new Attributes().put(1, table());
        return new Request(NEW_TABLE, MAKE, header(Family.IPV4, 0), table, "NFT_MSG_NEWTABLE ip " + table());
    }

    private Request newChain() {
        Attributes hook = new Attributes().putBig(1, POST_ROUTING).putBig(2, SOURCE_NAT_PRIORITY);
        Attributes chain = new Attributes()
                .put(1, table())
                .put(3, CHAIN)
                .nest(4, hook)
                .putBig(5, ACCEPT)
                .put(7, "nat");
        String words = "NFT_MSG_NEWCHAIN %s type nat hook postrouting".formatted(CHAIN);
        return new Request(NEW_CHAIN, MAKE, header(Family.IPV4, 0), chain, words);
    }

    private Request newRule(Prefix network) {
        Attributes rule = new Attributes().put(1, table()).put(2, CHAIN).nest(4, Expression.list(expressions(network)));
        String words = "NFT_MSG_NEWRULE ip saddr %s oifname != %s masquerade".formatted(network, bridge);
        return new Request(NEW_RULE, Request.ACK | Request.CREATE, header(Family.IPV4, 0), rule, words);
    }

    private List<Expression> expressions(Prefix network) {
        // Compared over all its sixteen bytes, the name must be padded with zeros.
        byte[] name = Arrays.copyOf(bridge.name().getBytes(StandardCharsets.UTF_8), 16);
        return List.of(
                Expression.sourceAddress(),
                Expression.masked(network.mask()),
                Expression.compared(true, network.address().getAddress()),
                Expression.outgoingName(),
                Expression.compared(false, name),
                Expression.masquerade());
    }

    /** {@code struct nfgenmsg}; the number at its end is big-endian. */
    private static byte[] header(byte family, int resource) {
        return ByteBuffer.allocate(4)
                .put(0, family)
                .putShort(2, (short) resource)
                .array();
    }
}
