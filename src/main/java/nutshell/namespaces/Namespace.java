package nutshell.namespaces;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nutshell.refusals.Nearest;
import nutshell.refusals.Refusal;

/** The kinds of namespace a thread can leave its parent for; values from {@code <linux/sched.h>}. */
public enum Namespace {
    UTS(0x0400_0000, "the host name and the NIS domain name"),
    MNT(0x0002_0000, "the list of mounts, and so what each path leads to"),
    PID(0x2000_0000, "the numbers of processes, and with them who can be signalled"),
    NET(0x4000_0000, "network interfaces, addresses, routes, firewall rules and ports"),
    IPC(0x0800_0000, "System V shared memory, semaphores and queues, and POSIX message queues"),
    CGROUP(0x0200_0000, "which control group is shown as the root"),
    TIME(0x0000_0080, "the offsets of the monotonic and the boot-time clock"),
    USER(0x1000_0000, "user and group numbers, and over what capabilities hold");

    private final int flag;
    private final String holds;

    Namespace(int flag, String holds) {
        this.flag = flag;
        this.holds = holds;
    }

    /** Returns the bit that unshare(2), setns(2) and clone(2) take. */
    public int flag() {
        return flag;
    }

    /** Returns the bit's name; the mount namespace was the first and is called just "new namespace". */
    public String flagName() {
        return this == MNT ? "CLONE_NEWNS" : "CLONE_NEW" + name();
    }

    /** Returns the word a person types, as in {@code unshare mnt}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the link's name under {@code /proc/PID/ns}. */
    public String procName() {
        return word();
    }

    /** Returns the link that tells what children will get: PID and time namespaces never move the caller itself. */
    public String childrenLink() {
        return this == PID || this == TIME ? word() + "_for_children" : word();
    }

    /** Says in a few words what it isolates. */
    public String holds() {
        return holds;
    }

    /** Finds a namespace by its word, in upper or lower case, or refuses it with the nearest words. */
    public static Namespace of(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(namespace -> namespace.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
    }

    /** Writes flags as a C program does, in this enum's order; {@code 0} for none. */
    public static String flagNames(Collection<Namespace> namespaces) {
        return namespaces.isEmpty()
                ? "0"
                : EnumSet.copyOf(namespaces).stream().map(Namespace::flagName).collect(Collectors.joining("|"));
    }

    private static Refusal unknown(String word) {
        List<String> words = Arrays.stream(values()).map(Namespace::word).toList();
        List<String> nearest = Nearest.to(word, words);
        String meant = nearest.isEmpty()
                ? "expected one of " + String.join(" ", words)
                : "did you mean " + String.join(" or ", nearest) + "?";
        // A recipe is a stranger's text: nothing in it may reach the terminal as an escape sequence.
        return Refusal.usage(
                "unknown namespace '%s': %s".formatted(word.replaceAll("\\P{Print}", "?"), meant),
                "unshare " + (nearest.isEmpty() ? "uts" : nearest.get(0)));
    }
}
