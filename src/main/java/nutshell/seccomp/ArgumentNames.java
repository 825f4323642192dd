package nutshell.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of the arguments that filters usually compare. */
final class ArgumentNames {

    /** From {@code include/uapi/linux/sched.h}. */
    private static final Map<Integer, String> NAMESPACES = Map.of(
            0x80, "CLONE_NEWTIME",
            0x2_0000, "CLONE_NEWNS",
            0x200_0000, "CLONE_NEWCGROUP",
            0x400_0000, "CLONE_NEWUTS",
            0x800_0000, "CLONE_NEWIPC",
            0x1000_0000, "CLONE_NEWUSER",
            0x2000_0000, "CLONE_NEWPID",
            0x4000_0000, "CLONE_NEWNET");

    /** From {@code include/linux/socket.h}. */
    private static final Map<Integer, String> DOMAINS = Map.of(
            1, "AF_UNIX",
            2, "AF_INET",
            10, "AF_INET6",
            16, "AF_NETLINK",
            17, "AF_PACKET",
            38, "AF_ALG",
            39, "AF_NFC",
            40, "AF_VSOCK");

    /** From {@code include/uapi/linux/personality.h}. */
    private static final Map<Integer, String> PERSONALITIES =
            Map.of(0, "PER_LINUX", 8, "PER_LINUX32", 0x2_0000, "UNAME26", 0x2_0008, "PER_LINUX32|UNAME26");

    private ArgumentNames() {}

    static Optional<String> of(String call, int argument, int value) {
        if (argument != 0) {
            return Optional.empty();
        }
        return switch (call) {
            case "clone", "unshare" -> flags(value);
            case "socket" -> Optional.ofNullable(DOMAINS.get(value));
            case "personality" -> Optional.ofNullable(PERSONALITIES.get(value));
            default -> Optional.empty();
        };
    }

    /** Empty for none, and where a bit has no name here. */
    private static Optional<String> flags(int value) {
        List<String> names = new ArrayList<>();
        for (int rest = value; rest != 0; rest &= rest - 1) {
            String name = NAMESPACES.get(Integer.lowestOneBit(rest));
            if (name == null) {
                return Optional.empty();
            }
            names.add(name);
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join("|", names));
    }
}
