package nutshell.network;

import java.util.Optional;

/**
 * What NLMSG_ERROR says of a request.
 *
 * @param errno 0 if it was granted
 * @param text what the kernel adds in words, where it does (NETLINK_EXT_ACK)
 */
public record Answer(int errno, Optional<String> text) {

    private static final int CAPPED = 0x100;
    private static final int WITH_TEXT = 0x200;
    private static final int HEADER = 16;
    private static final int MESSAGE = 1;

    public boolean refuses() {
        return errno != 0;
    }

    /** Reads a message that {@link Message#isAnswer is an answer}; see {@code netlink_ack()} in the kernel. */
    public static Answer of(Message message) {
        int errno = -message.body().getInt(0);
        // What was asked is repeated between the number and the text, wholly or only its header.
        int request = (message.flags() & CAPPED) != 0 ? HEADER : message.body().getInt(4);
        int from = 4 + (request + 3 & ~3);
        boolean more =
                (message.flags() & WITH_TEXT) != 0 && from <= message.body().limit();
        return new Answer(errno, more ? message.attributes(from).text(MESSAGE) : Optional.empty());
    }
}
