package nutshell.container;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nutshell.network.InterfaceName;

/** The network in a script: lines on the host before the container and after it, and lines inside. */
final class NetworkLines {

    private final List<String> before = new ArrayList<>();
    private final List<String> inside = new ArrayList<>();
    private final List<String> after = new ArrayList<>();

    void before(String why, String... commands) {
        before.add("# " + why);
        before.addAll(List.of(commands));
    }

    void inside(String... commands) {
        inside.addAll(List.of(commands));
    }

    /** What takes back what is done before; the latest first. */
    void after(String command) {
        after.add(command);
    }

    void nat(InterfaceName bridge) {
        String table = "nutshell_" + bridge;
        before(
                "Lend what is behind the bridge the host's address, and have the host pass packets on.",
                "network=$(ip -4 -brief address show " + bridge + " | awk '{print $3}')",
                "nft add table ip " + table,
                "nft add chain ip " + table + " postrouting '{ type nat hook postrouting priority srcnat; }'",
                "nft add rule ip " + table + " postrouting ip saddr \"$network\" oifname != " + bridge + " masquerade",
                "forward=$(cat /proc/sys/net/ipv4/ip_forward)",
                "echo 1 > /proc/sys/net/ipv4/ip_forward");
        after("nft delete table ip " + table);
        after("echo \"$forward\" > /proc/sys/net/ipv4/ip_forward");
    }

    boolean isEmpty() {
        return before.isEmpty() && inside.isEmpty();
    }

    boolean usesOutside() {
        return inside.stream().anyMatch(line -> line.contains("$outside"));
    }

    /** On the host, before the container; the descriptor is how a process inside still reaches the host's network. */
    List<String> before() {
        List<String> lines = new ArrayList<>();
        if (!isEmpty()) {
            lines.add("");
        }
        lines.addAll(before);
        if (usesOutside()) {
            lines.add("# Descriptor 9 stays the host's network, also for those who have left it.");
            lines.add("exec 9< /proc/self/ns/net");
        }
        return lines;
    }

    List<String> inside() {
        List<String> lines = new ArrayList<>();
        if (!inside.isEmpty()) {
            lines.add("# The network: while the root is still the host's, with its ip(8).");
        }
        if (usesOutside()) {
            lines.add("outside=\"nsenter --net=/proc/self/fd/9\"");
        }
        lines.addAll(inside);
        if (usesOutside()) {
            lines.add("exec 9<&-");
        }
        return lines;
    }

    List<String> after() {
        List<String> lines = new ArrayList<>(after);
        Collections.reverse(lines);
        return lines;
    }
}
