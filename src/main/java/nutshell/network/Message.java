package nutshell.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One message from the kernel; see netlink(7).
 *
 * @param body what follows the header, from its position to its limit
 */
public record Message(int type, int flags, int sequence, ByteBuffer body) {

    private static final int HEADER = 16;
    private static final int ERROR = 2;
    private static final int DONE = 3;

    /** Takes a datagram apart; what is cut short at its end is left out. */
    public static List<Message> split(byte[] datagram, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram, 0, length).slice().order(ByteOrder.nativeOrder());
        List<Message> messages = new ArrayList<>();
        int at = 0;
        while (bytes.limit() - at >= HEADER) {
            int size = bytes.getInt(at);
            if (size < HEADER || size > bytes.limit() - at) {
                break;
            }
            ByteBuffer body = bytes.slice(at + HEADER, size - HEADER).order(ByteOrder.nativeOrder());
            int type = Short.toUnsignedInt(bytes.getShort(at + 4));
            messages.add(new Message(type, bytes.getShort(at + 6), bytes.getInt(at + 8), body));
            at += size + 3 & ~3;
        }
        return messages;
    }

    /** Whether it is the kernel's answer to a request, good or bad. */
    public boolean isAnswer() {
        return type == ERROR;
    }

    /** Whether nothing follows it: the last of a dump. */
    public boolean isLast() {
        return type == DONE;
    }

    AttributeMap attributes(int header) {
        return new AttributeMap(body.slice(header, Math.max(0, body.limit() - header)));
    }
}
