package nutshell.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a netlink message that was read, by their type. */
final class AttributeMap {

    private static final int HEADER = 4;

    /** The two upper bits say that a value is nested, or big-endian. */
    private static final int TYPE = 0x3fff;

    private final Map<Integer, byte[]> values = new HashMap<>();

    /** Reads to the end, or to the first attribute that claims more than is there. */
    AttributeMap(ByteBuffer bytes) {
        ByteBuffer from = bytes.slice().order(ByteOrder.nativeOrder());
        while (from.remaining() >= HEADER) {
            int start = from.position();
            int length = Short.toUnsignedInt(from.getShort());
            int type = from.getShort() & TYPE;
            if (length < HEADER || length > from.limit() - start) {
                return;
            }
            byte[] value = new byte[length - HEADER];
            from.get(value);
            values.put(type, value);
            from.position(Math.min(from.limit(), start + (length + 3 & ~3)));
        }
    }

    Optional<String> text(int type) {
        return value(type).map(bytes -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        });
    }

    Optional<Integer> number(int type) {
        return value(type)
                .filter(bytes -> bytes.length == 4)
                .map(bytes ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt());
    }

    Optional<InetAddress> address(int type) {
        return value(type)
                .filter(bytes -> bytes.length == 4 || bytes.length == 16)
                .map(Prefix::of);
    }

    Optional<AttributeMap> nested(int type) {
        return value(type).map(bytes -> new AttributeMap(ByteBuffer.wrap(bytes)));
    }

    private Optional<byte[]> value(int type) {
        return Optional.ofNullable(values.get(type));
    }
}
