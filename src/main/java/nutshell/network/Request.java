package nutshell.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** One netlink message that asks the kernel for something, and the same in words; see netlink(7). */
public final class Request {

    private static final int HEADER = 16;
    static final int REQUEST = 1;
    static final int ACK = 4;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;
    /** NLM_F_ROOT and NLM_F_MATCH: everything there is. */
    static final int DUMP = 0x300;

    private final int type;
    private final int flags;
    private final byte[] body;
    private final String words;

    Request(int type, int flags, byte[] header, Attributes attributes, String words) {
        byte[] tail = attributes.bytes();
        this.type = type;
        this.flags = REQUEST | flags;
        this.body = ByteBuffer.allocate(header.length + tail.length)
                .put(header)
                .put(tail)
                .array();
        this.words = words;
    }

    /** Whether the kernel answers with NLMSG_ERROR even if all went well. */
    public boolean wantsAnswer() {
        return (flags & ACK) != 0;
    }

    /** Whether it asks for all there is, and is answered until {@link Message#isLast}. */
    public boolean isDump() {
        return (flags & DUMP) == DUMP;
    }

    /** Several messages for one sendto(2), numbered upwards from {@code sequence}. */
    public static byte[] datagram(List<Request> requests, int sequence) {
        int length = requests.stream().mapToInt(Request::padded).sum();
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        int number = sequence;
        for (Request request : requests) {
            int start = bytes.position();
            bytes.putInt(HEADER + request.body.length);
            bytes.putShort((short) request.type).putShort((short) request.flags);
            // The port of the sender: 0 lets the kernel fill it in.
            bytes.putInt(number++).putInt(0);
            bytes.put(request.body);
            bytes.position(start + request.padded());
        }
        return bytes.array();
    }

    private int padded() {
        return HEADER + (body.length + 3 & ~3);
    }

    /** As it stands in the trace: {@code RTM_NEWADDR 10.7.0.2/24 dev eth0}. */
    @Override
    public String toString() {
        return words;
    }
}
