package nutshell.kernel;

import static nutshell.kernel.Cause.lacking;

import java.util.List;
import jnr.constants.platform.Errno;
import nutshell.capabilities.Capability;

/** What the errno in a netlink answer can mean; the text of the call says to which message. */
final class NetworkCauses {

    static final List<Cause> ALL = List.of(
            lacking("sendto", Capability.CAP_NET_ADMIN),
            netlink(
                    Errno.EPERM,
                    "",
                    "this network namespace belongs to another user namespace than yours, and only there capabilities count",
                    "unshare net makes one of your own; explain user"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWLINK",
                    "an interface of this name is there already, on the host or, for a veth's other end, inside",
                    "look net shows both; choose another name"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWADDR",
                    "the interface has this address already",
                    "look net; choose another address"),
            netlink(
                    Errno.EEXIST,
                    "RTM_NEWROUTE",
                    "there is a default route already",
                    "look net; undo the line that made it"),
            netlink(Errno.EEXIST, "NFT_MSG_NEWTABLE", "this bridge has its nat already", "host nft list ruleset"),
            netlink(
                    Errno.ENODEV,
                    "RTM_",
                    "there is no interface of this name in this network namespace",
                    "look net shows those there are"),
            netlink(
                    Errno.EOPNOTSUPP,
                    "RTM_NEWLINK",
                    "this kernel has no links of this kind: it was built without, or the module cannot be loaded",
                    "nutshell doctor; the lab machine has them: ./nutshell vm up"),
            netlink(
                    Errno.EOPNOTSUPP,
                    "NFT_MSG",
                    "this kernel has no nf_tables: it was built without, or the module cannot be loaded",
                    "nutshell doctor; the lab machine has it: ./nutshell vm up"),
            netlink(
                    Errno.ENOENT,
                    "NFT_MSG",
                    "this kernel's nf_tables lacks a piece: nft_masq, nft_chain_nat or their modules",
                    "nutshell doctor; the lab machine has them: ./nutshell vm up"),
            netlink(
                    Errno.ENETUNREACH,
                    "RTM_NEWROUTE",
                    "the gateway is on no network of an interface that is up here",
                    "veth first, with an address in the gateway's network; look net"),
            netlink(
                    Errno.ENETDOWN,
                    "RTM_NEWROUTE",
                    "the interface towards the gateway is down",
                    "link up, then route; look net"),
            netlink(
                    Errno.EINVAL,
                    "RTM_NEWROUTE",
                    "the gateway is this container's own address, or is not an address that a gateway can have",
                    "route default via the bridge's address; look net"),
            netlink(
                    Errno.EINVAL,
                    "RTM_NEWADDR",
                    "this is not an address that an interface can have",
                    "veth nut1 eth0 10.7.0.2/24"));

    private NetworkCauses() {}

    private static Cause netlink(Errno errno, String message, String cause, String remedy) {
        return Cause.perhaps("sendto", errno, message, cause, remedy);
    }
}
