package nutshell.packages;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A package's header as rpm keeps it: how many entries, how many bytes of values, then the entries (tag, type, offset,
 * count) and the values, all numbers in network order.
 */
final class RpmHeader {

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int ARCHITECTURE = 1022;
    private static final int SOURCE = 1044;

    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int ENTRY_BYTES = 16;
    private static final int PREAMBLE_BYTES = 8;

    private final Map<Integer, String> values = new HashMap<>();

    /** Refuses nothing: an entry that points outside the header is as if it were not there. */
    RpmHeader(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long entries = bytes.length < PREAMBLE_BYTES ? 0 : buffer.getInt() & 0xffffffffL;
        long store = PREAMBLE_BYTES + entries * ENTRY_BYTES;
        for (int i = 0; store <= bytes.length && i < entries; i++) {
            int at = PREAMBLE_BYTES + i * ENTRY_BYTES;
            read(bytes, buffer.getInt(at), buffer.getInt(at + 4), store + (buffer.getInt(at + 8) & 0xffffffffL));
        }
    }

    private void read(byte[] bytes, int tag, int type, long at) {
        if (type == STRING && at < bytes.length) {
            int end = (int) at;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            values.putIfAbsent(tag, new String(bytes, (int) at, end - (int) at, StandardCharsets.UTF_8));
        } else if (type == INT32 && at + 4 <= bytes.length) {
            values.putIfAbsent(
                    tag, Integer.toUnsignedString(ByteBuffer.wrap(bytes).getInt((int) at)));
        }
    }

    /** Keys that somebody trusts are kept as packages as well, and are none. */
    Optional<InstalledPackage> installed(String where) {
        String name = values.getOrDefault(NAME, "");
        if (name.isEmpty() || name.equals("gpg-pubkey") || !values.containsKey(VERSION)) {
            return Optional.empty();
        }
        String release = values.get(VERSION) + "-" + values.getOrDefault(RELEASE, "0");
        String version = values.containsKey(EPOCH) ? values.get(EPOCH) + ":" + release : release;
        return Optional.of(new InstalledPackage(
                Packaging.RPM, name, version, source(name), version, values.getOrDefault(ARCHITECTURE, ""), where));
    }

    /** Without version, release and ending: {@code openssl-3.0.7-27.el9.src.rpm}. */
    private String source(String name) {
        String file = values.getOrDefault(SOURCE, "");
        return file.isEmpty() ? name : file.replaceFirst("-[^-]*-[^-]*$", "");
    }
}
