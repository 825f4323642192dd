package nutshell.network;

/** Attributes of a link; IFLA_ of {@code <linux/if_link.h>} and VETH_INFO_ of {@code <linux/veth.h>}. */
final class LinkAttribute {

    static final int IFNAME = 3;
    static final int MASTER = 10;
    static final int LINKINFO = 18;
    static final int NET_NS_PID = 19;
    static final int GROUP = 27;

    /** Inside {@link #LINKINFO}. */
    static final int INFO_KIND = 1;

    static final int INFO_DATA = 2;

    /** Inside {@link #INFO_DATA} of a veth: the other end, described like a link. */
    static final int VETH_PEER = 1;

    private LinkAttribute() {}
}
