package nutshell.network;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The tail of a netlink message being written: attributes of length, type and value, each padded to four bytes. */
final class Attributes {

    private static final int HEADER = 4;
    private static final int NESTED = 0x8000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Attributes put(int type, byte[] value) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder());
        header.putShort((short) (HEADER + value.length)).putShort((short) type);
        bytes.writeBytes(header.array());
        bytes.writeBytes(value);
        bytes.writeBytes(new byte[-value.length & 3]);
        return this;
    }

    /** A C string: the zero at its end counts. */
    Attributes put(int type, String text) {
        return put(type, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** In this machine's byte order, as rtnetlink(7) has it. */
    Attributes put(int type, int number) {
        return put(type, number, ByteOrder.nativeOrder());
    }

    /** The network's byte order, as nf_tables has it. */
    Attributes putBig(int type, int number) {
        return put(type, number, ByteOrder.BIG_ENDIAN);
    }

    private Attributes put(int type, int number, ByteOrder order) {
        return put(type, ByteBuffer.allocate(4).order(order).putInt(number).array());
    }

    Attributes put(int type, InetAddress address) {
        return put(type, address.getAddress());
    }

    Attributes nest(int type, Attributes inner) {
        return put(type | NESTED, inner.bytes());
    }

    /** A nest that begins with a fixed header. */
    Attributes nest(int type, byte[] header, Attributes inner) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(header);
        both.writeBytes(inner.bytes());
        return put(type | NESTED, both.toByteArray());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
