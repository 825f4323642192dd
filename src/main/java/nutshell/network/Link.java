package nutshell.network;

import java.util.Optional;

/**
 * A network interface as RTM_GETLINK tells of it.
 *
 * @param kind {@code bridge}, {@code veth} …; empty for real ones and lo
 * @param master the index of the bridge it is a port of
 * @param group a number that whoever makes links may give them; 0 for most
 */
public record Link(int index, String name, boolean up, Optional<String> kind, Optional<Integer> master, int group) {

    static final int HEADER = 16;
    static final int NEW = 16;
    private static final int IFF_UP = 1;

    /** Reads RTM_NEWLINK; empty for other messages. */
    public static Optional<Link> of(Message message) {
        if (message.type() != NEW || message.body().limit() < HEADER) {
            return Optional.empty();
        }
        AttributeMap attributes = message.attributes(HEADER);
        return Optional.of(new Link(
                message.body().getInt(4),
                attributes.text(LinkAttribute.IFNAME).orElse("?"),
                (message.body().getInt(8) & IFF_UP) != 0,
                attributes.nested(LinkAttribute.LINKINFO).flatMap(info -> info.text(LinkAttribute.INFO_KIND)),
                attributes.number(LinkAttribute.MASTER),
                attributes.number(LinkAttribute.GROUP).orElse(0)));
    }
}
