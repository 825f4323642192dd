package nutshell.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** Where a workshop is to be found: the address that is listened on, and every name it may be called by. */
record ServeAddress(InetAddress address, Set<String> hosts) {

    private static final String HOST = "[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?";

    static ServeAddress of(String listen, List<String> names) {
        InetAddress address = address(listen);
        Set<String> hosts = new LinkedHashSet<>();
        names.forEach(name -> hosts.add(checked(name.toLowerCase(Locale.ROOT))));
        if (address.isAnyLocalAddress()) {
            hosts.addAll(ofThisMachine());
        } else {
            hosts.add(plain(address));
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            hosts.add("localhost");
        }
        return new ServeAddress(address, hosts);
    }

    private static InetAddress address(String listen) {
        try {
            if (listen.matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
                return InetAddress.getByName(listen);
            }
        } catch (UnknownHostException e) {
            // Told below.
        }
        throw Refusal.usage(
                "--listen takes an address of this machine, not '" + Printable.text(listen, 60) + "'",
                "nutshell serve --listen 192.168.1.5");
    }

    private static String checked(String name) {
        if (!name.matches(HOST)) {
            throw Refusal.usage(
                    "--name takes a host's name, not '" + Printable.text(name, 60) + "'", "--name workshop.example");
        }
        return name;
    }

    private static Set<String> ofThisMachine() {
        try {
            Set<String> hosts = new LinkedHashSet<>();
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .sorted(java.util.Comparator.comparing(InetAddress::isLoopbackAddress))
                    .forEach(address -> hosts.add(plain(address)));
            return hosts;
        } catch (SocketException e) {
            throw Refusal.machine("the network's addresses cannot be read: " + e.getMessage(), "--listen ADDRESS");
        }
    }

    /** Without the interface that Java puts behind it. */
    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceAll("%.*", "");
    }

    boolean onlyHere() {
        return address.isLoopbackAddress();
    }

    InetSocketAddress at(int port) {
        return new InetSocketAddress(address, port);
    }

    /** As a browser says them in Host; it leaves out the port that a scheme has by itself. */
    Set<String> authorities(int port, boolean tls) {
        Set<String> authorities = new LinkedHashSet<>();
        for (String host : hosts) {
            authorities.add(bracketed(host) + ":" + port);
            if (port == (tls ? 443 : 80)) {
                authorities.add(bracketed(host));
            }
        }
        return authorities;
    }

    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
