package nutshell.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nutshell.kernel.Kernel;
import nutshell.kernel.NetlinkSocket;
import nutshell.network.Masquerade;
import nutshell.network.NetlinkProtocol;

/**
 * The switch that makes a host pass on packets that are for others; see ip(7), ip_forward. Sessions share it: the first
 * that needs it writes down what it was, the last puts that back.
 */
final class Forwarding {

    private static final Path SWITCH = Path.of("/proc/sys/net/ipv4/ip_forward");

    private final Path before;

    Forwarding(Path running) {
        this.before = running.resolve("ip_forward");
    }

    void on(Kernel kernel) {
        try {
            String now = Files.readString(SWITCH).strip();
            if (!now.equals("1")) {
                Files.writeString(before, now);
                kernel.writeFile(SWITCH.toString(), "1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts back what was before, if we changed it and no session has a nat any more. */
    void offUnlessNeeded(Kernel kernel) {
        try {
            if (Files.exists(before) && !needed(kernel)) {
                kernel.writeFile(SWITCH.toString(), Files.readString(before).equals("0") ? "0" : "1");
                Files.delete(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean needed(Kernel kernel) {
        try (NetlinkSocket socket = kernel.quietNetlink(NetlinkProtocol.NETFILTER)) {
            return socket.look(Masquerade.allTables()).stream()
                    .anyMatch(message -> Masquerade.ourTable(message).isPresent());
        }
    }
}
