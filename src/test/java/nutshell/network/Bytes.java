package nutshell.network;

import java.util.HexFormat;
import java.util.List;

/** Bytes of messages as they stand in tests: in hexadecimal, blanks between what belongs together. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    static String hex(Request request) {
        return HexFormat.of().formatHex(Request.datagram(List.of(request), 7));
    }

    static String hex(String... parts) {
        return HexFormat.of().formatHex(of(parts));
    }

    static Message message(String... parts) {
        byte[] bytes = of(parts);
        return Message.split(bytes, bytes.length).get(0);
    }
}
