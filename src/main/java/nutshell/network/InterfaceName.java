package nutshell.network;

import java.nio.charset.StandardCharsets;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A network interface's name, as dev_valid_name() in the kernel's net/core/dev.c takes it; see netdevice(7). */
public record InterfaceName(String name) {

    /** IFNAMSIZ is 16, and the last byte is a zero. */
    private static final int MOST_BYTES = 15;

    /** What every interface of ours on the host begins with, so that what was left behind can be recognised. */
    private static final String OURS = "nut";

    public InterfaceName {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MOST_BYTES) {
            throw wrong(name, "has %d bytes, the kernel takes 1 to %d".formatted(bytes, MOST_BYTES));
        }
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.@+-]*")) {
            throw wrong(name, "may hold letters, digits, '_', '.', '@', '+' and '-', and begins with one of the first");
        }
    }

    /** Reads the name of an interface that is to stand on the host, where all of ours begin alike. */
    public static InterfaceName onHost(String name) {
        InterfaceName read = new InterfaceName(name);
        if (!name.startsWith(OURS)) {
            throw wrong(name, "would stand on the host, where all of ours begin with " + OURS);
        }
        return read;
    }

    /** Whether it is named as one of ours on the host. */
    public boolean isOurs() {
        return name.startsWith(OURS);
    }

    private static Refusal wrong(String name, String why) {
        return Refusal.usage("the interface name '%s' %s".formatted(Printable.text(name, 40), why), "nut0, nut-web");
    }

    @Override
    public String toString() {
        return name;
    }
}
