package nutshell.network;

/** Whom in the kernel a netlink socket talks to; numbers from {@code <linux/netlink.h>}. */
public enum NetlinkProtocol {
    ROUTE(0),
    NETFILTER(12);

    private final int number;

    NetlinkProtocol(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public String flagName() {
        return "NETLINK_" + name();
    }
}
