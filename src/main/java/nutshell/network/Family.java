package nutshell.network;

import java.net.InetAddress;

/** Address families, as AF_ of {@code <sys/socket.h>} numbers them. */
final class Family {

    static final byte UNSPECIFIED = 0;
    static final byte IPV4 = 2;
    static final byte IPV6 = 10;

    private Family() {}

    static byte of(InetAddress address) {
        return address.getAddress().length == 4 ? IPV4 : IPV6;
    }
}
